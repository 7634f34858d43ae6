import { readFileSync } from 'node:fs'

/**
 * When a process began, in a form that only serves to tell it from a later one with the same number.
 * @param {number} pid
 * @returns {string | undefined} undefined where the system does not tell
 */
export function startTimeOf(pid) {
  return statOf(pid)?.startTime
}

/**
 * @param {number} pid
 * @param {string} [startTime] what startTimeOf said when the process was noted
 */
export function isAlive(pid, startTime) {
  const stat = statOf(pid)
  if (stat) return stat.state !== 'Z' && (startTime === undefined || startTime === stat.startTime)
  if (process.platform === 'linux') return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * @param {unknown} error
 * @returns {string | undefined} the system's or Postgres's code of an error
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** @param {number} pid */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0], startTime: fields[19] }
  } catch {
    return undefined
  }
}
