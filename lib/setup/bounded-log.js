import { copyFileSync, mkdirSync, openSync, renameSync, statSync, truncateSync } from 'node:fs'
import path from 'node:path'
import { codeOf } from './process-identity.js'

const mostBytes = 64 * 1024 * 1024
const checkEveryMs = 60_000

/**
 * Opens a log for a process that is about to start. What is there from the last one becomes `….previous`.
 * @param {string} file
 * @returns {number} a descriptor to hand on and to close
 */
export function openNewLog(file) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  try {
    renameSync(file, `${file}.previous`)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  // For appending, so that whoever writes goes on at the beginning of a log that was emptied.
  return openSync(file, 'a', 0o600)
}

/**
 * Looks at a log each minute for as long as this process lives, and keeps it within its bound.
 * @param {string} file
 * @returns {() => void} ends that
 */
export function keepLogBounded(file) {
  const timer = setInterval(() => emptyLargeLog(file), checkEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

/**
 * Makes room once a log is larger than its bound: its content becomes `….previous`. What is written meanwhile may be lost.
 * A log that can't be moved must not end what writes it.
 * @param {string} file
 * @param {number} [most] bytes
 */
export function emptyLargeLog(file, most = mostBytes) {
  try {
    if (statSync(file).size <= most) return
    copyFileSync(file, `${file}.previous`)
    truncateSync(file)
  } catch {
    // Another look comes in a minute.
  }
}
