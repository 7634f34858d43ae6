import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const mostBytes = 65_536

/**
 * The last lines of a log, of which only the end is read: a log may be larger than a text can be. Telling them must not
 * keep anything from being ended, so one that can't be read is told as that.
 * @param {string} file
 * @returns {string[]} the first of them may be cut
 */
export function lastLines(file) {
  try {
    return readEnd(file).trim().split('\n')
  } catch (error) {
    return [`(The log could not be read: ${error instanceof Error ? error.message : error})`]
  }
}

/** @param {string} file */
function readEnd(file) {
  const descriptor = openSync(file, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const end = Buffer.alloc(Math.min(size, mostBytes))
    const read = readSync(descriptor, end, 0, end.length, size - end.length)
    return end.toString('utf8', 0, read)
  } finally {
    closeSync(descriptor)
  }
}
