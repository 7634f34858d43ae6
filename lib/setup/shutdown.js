import { SetupFailure } from './failure.js'

/** @type {Set<{ task: () => unknown, phase: number }>} */
const registered = new Set()
/** @type {Promise<never> | undefined} */
let stopping

const phases = { servers: 0, database: 1, locks: 2 }

/**
 * Registers what must be undone before this process ends.
 * @param {keyof typeof phases} phase those of one phase are undone together, one phase after the other
 * @param {() => unknown} task
 * @returns {() => void} forgets the task
 */
export function onShutdown(phase, task) {
  const entry = { task, phase: phases[phase] }
  registered.add(entry)
  return () => registered.delete(entry)
}

export function isStopping() {
  return stopping !== undefined
}

/**
 * What is started once everything is being undone would outlive us, so nothing is: whoever wanted to go on unwinds.
 * @returns {void}
 */
export function refuseWhileStopping() {
  if (isStopping()) throw new SetupFailure('Interrupted.', 130)
}

/**
 * Undoes everything registered and ends the process. The first call decides the exit code.
 * @param {number} exitCode
 * @returns {Promise<never>}
 */
export function shutdown(exitCode) {
  stopping ??= undoAll().then(() => process.exit(exitCode))
  return stopping
}

/** @param {(signal: NodeJS.Signals) => number} exitCodeOf called once, with the first signal */
export function stopOnSignals(exitCodeOf) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    // npm passes on a signal that the terminal has sent already, so later ones are ignored.
    process.on(signal, () => {
      if (!isStopping()) shutdown(exitCodeOf(signal))
    })
  }
  followStarter(() => {
    if (!isStopping()) shutdown(exitCodeOf('SIGTERM'))
  })
}

/**
 * Runs a whole command and turns its failure into a sentence and an exit code.
 * @param {() => Promise<unknown>} main
 */
export async function runCommand(main) {
  try {
    await main()
  } catch (error) {
    if (!isStopping()) console.error(error instanceof SetupFailure ? `\n${error.message}` : error)
    await shutdown(error instanceof SetupFailure ? error.exitCode : 1)
  }
}

/**
 * npm passes a signal to the shell between it and us, which ends without passing it on, and who runs browsers may be killed
 * before it could end us: then we get another parent.
 * @param {() => void} onEnd
 */
function followStarter(onEnd) {
  if (!process.env.npm_lifecycle_event && !process.env.AIRWORTHY_FOLLOW_PARENT) return
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && onEnd(), 300).unref()
}

async function undoAll() {
  for (const phase of Object.values(phases)) {
    const due = [...registered].filter((entry) => entry.phase === phase)
    const outcomes = await Promise.allSettled(due.map(async ({ task }) => task()))
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') continue
      console.error(outcome.reason instanceof SetupFailure ? outcome.reason.message : outcome.reason)
    }
  }
}
