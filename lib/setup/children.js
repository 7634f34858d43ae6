import { spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { keepLogBounded, openNewLog } from './bounded-log.js'
import { lastLines } from './log-end.js'
import { inProject } from './paths.js'
import { codeOf } from './process-identity.js'
import { refuseWhileStopping } from './shutdown.js'

/** What to preload into a process that must not outlive us. */
export const followParent = pathToFileURL(inProject('lib', 'setup', 'follow-parent.js')).href

/**
 * @typedef {object} Server
 * @property {string} name
 * @property {string} log
 * @property {Promise<string>} ended settles with how it ended
 * @property {() => Promise<void>} stop
 */

/**
 * Runs one of our bundles or builds as a server of its own, with its output in a log file of a bounded size.
 * @param {string} name
 * @param {string[]} args the script and its arguments
 * @param {{ env: NodeJS.ProcessEnv, logs: string, patienceMs: number }} options patienceMs: how long it may take to end by
 *   itself
 * @returns {Server}
 */
export function startServer(name, args, { env, logs, patienceMs }) {
  refuseWhileStopping()
  const log = path.join(logs, `${name.replaceAll(' ', '-')}.log`)
  const output = openNewLog(log)
  // In a group of its own: a Ctrl-C reaches it once, through us, in the right order.
  const child = spawn(process.execPath, ['--import', followParent, ...args], {
    cwd: inProject(),
    env,
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  })
  closeSync(output)
  const forgetLog = keepLogBounded(log)
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`))
  }).finally(forgetLog)
  const stop = async () => {
    if (!child.pid || child.exitCode !== null || child.signalCode !== null) return
    signalGroup(child.pid, 'SIGTERM')
    const impatience = setTimeout(() => child.pid && signalGroup(child.pid, 'SIGKILL'), patienceMs)
    await ended
    clearTimeout(impatience)
  }
  return { name, log, ended, stop }
}

/**
 * The end of a log without the places in the code, which its file keeps.
 * @param {string} log
 */
export function lastLinesOf(log) {
  const told = lastLines(log).filter((line) => !/^\s+at /.test(line))
  return told.slice(-8).join('\n').slice(-4000)
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}
