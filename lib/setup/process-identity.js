import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When a process began, in a form that only serves to tell it from a later one with the same number.
 * @param {number} pid
 * @returns {string | undefined} undefined where the system does not tell
 */
export function startTimeOf(pid) {
  return process.platform === 'linux' ? statOf(pid)?.startTime : askPs(pid)?.startTime
}

/**
 * @param {number} pid
 * @param {string} [startTime] what startTimeOf said when the process was noted
 */
export function isAlive(pid, startTime) {
  if (process.platform === 'linux') {
    const stat = statOf(pid)
    return stat !== undefined && stat.state !== 'Z' && (startTime === undefined || startTime === stat.startTime)
  }
  if (!isThere(pid)) return false
  const told = startTime === undefined ? undefined : askPs(pid)
  return told ? told.startTime === startTime : isThere(pid)
}

/**
 * Whether a living process was started with an option of this value, and with further arguments after it.
 * @param {number} pid
 * @param {string} option
 * @param {string} value
 */
export function wasStartedWith(pid, option, value) {
  if (!isAlive(pid)) return false
  // There is nobody to ask.
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') return askPs(pid)?.command.includes(` ${option} ${value} `) ?? false
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`\0${option}\0${value}\0`)
  } catch {
    return false
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

/** @param {number} pid */
function isThere(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * What there is instead of /proc: two options, since everything after the first = may be the column's heading.
 * @param {number} pid
 */
function askPs(pid) {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'lstart=', '-o', 'command=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  })
  const [, startTime, command] = /^\s*(\w+ +\w+ +\d+ +[\d:]+ +\d+) (.*)/.exec(stdout ?? '') ?? []
  return startTime === undefined || command === undefined ? undefined : { startTime, command: ` ${command.trim()} ` }
}
