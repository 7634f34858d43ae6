import { spawn } from 'node:child_process'
import { SetupFailure } from './failure.js'
import { projectRoot } from './paths.js'
import { codeOf } from './process-identity.js'
import { onShutdown, refuseWhileStopping } from './shutdown.js'

const keptCharacters = 6000

/**
 * Runs a program to its end without showing its output, unless it fails. Throws as well when we are to end, whatever came
 * of it: what would be started next is not, and what is half done is not taken for whole.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, failure: string, stdout?: number }} options failure: the sentence that precedes the
 *   output's end; stdout: an open file that takes what is no message
 * @returns {Promise<string>} the end of its output
 */
export async function runQuietly(program, args, { env = process.env, failure, stdout }) {
  refuseWhileStopping()
  // In a group of its own, so that all it started can be ended with it.
  const child = spawn(program, args, {
    cwd: projectRoot,
    env,
    detached: true,
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  })
  let output = ''
  const keep = (/** @type {Buffer} */ chunk) => {
    output = (output + chunk).slice(-keptCharacters)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const closed = new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  const forget = onShutdown('servers', async () => {
    if (!child.pid) return
    endGroup(child.pid, 'SIGTERM')
    // npm clears up for up to a minute; what it would leave is done again at the next start anyway.
    const impatience = setTimeout(endGroup, 1500, child.pid, 'SIGKILL')
    await closed
    clearTimeout(impatience)
  })
  const result = await closed
  forget()
  refuseWhileStopping()
  if (result === 0) return output
  const reason = result instanceof Error ? reasonOf(result, program) : output.trim()
  throw new SetupFailure(`${failure}\n${reason}`)
}

/**
 * Runs a Node program on our own terminal to its end, and ends it when we are to end: then this throws.
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, stdio?: import('node:child_process').StdioOptions, ownGroup?: boolean,
 *   signal?: NodeJS.Signals, patienceMs?: number }} [options] ownGroup: a Ctrl-C reaches it once, through us, and then
 *   all that it began is ended with it
 * @returns {Promise<number>} its exit code
 */
export async function runAttached(args, options = {}) {
  refuseWhileStopping()
  const { cwd = projectRoot, env = process.env, stdio = 'inherit', ownGroup = false } = options
  const { signal = 'SIGTERM', patienceMs = 12_000 } = options
  const child = spawn(process.execPath, args, { cwd, env, detached: ownGroup, stdio })
  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)))
  const forget = onShutdown('servers', async () => {
    child.kill(signal)
    const impatience = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    await ended
    clearTimeout(impatience)
    // What it had begun may go on without it, as a process of vitest does in which a server listens.
    if (ownGroup && child.pid) endGroup(child.pid, 'SIGKILL')
  })
  const code = await ended
  forget()
  refuseWhileStopping()
  return code
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/**
 * @param {Error} error
 * @param {string} program
 */
function reasonOf(error, program) {
  return codeOf(error) === 'ENOENT' ? `The program "${program}" was not found.` : error.message
}
