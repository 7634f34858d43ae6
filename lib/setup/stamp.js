import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/**
 * What was noted of something that was made, to tell later whether it is stale.
 * @param {string} file
 */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/**
 * @param {string} file
 * @returns {unknown} undefined as well where it is empty or cut, which means stale
 */
export function readJsonStamp(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/**
 * Written beside and renamed: one that is cut would be worse than none.
 * @param {string} file
 * @param {string} text
 */
export function writeStamp(file, text) {
  const unfinished = `${file}.${process.pid}`
  try {
    writeFileSync(unfinished, text)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
}
