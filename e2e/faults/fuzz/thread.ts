import { parentPort, workerData } from 'node:worker_threads'
import { inputOf } from './inputs'
import type { Fault, Start } from './messages'
import { minimise } from './minimise'
import { loadTargets } from './targets'

/** Shorter inputs that are tried for one that fails. */
const MOST_TRIES = 300

// Runs the rounds of one target until its share of the processor is used, or one input again.
const { name, seed, firstRound, cpuMs, mostFaults, again, progress, recorded } = workerData as Start
const target = (await loadTargets(recorded)).find((each) => each.name === name)
if (!target) throw new Error(`There is no target ${name}`)
const view = new Int32Array(progress)
// An input as it should be loads what it needs, and finds nothing.
const [undamaged] = target.seeds
if (undamaged !== undefined) await attempt(undamaged, 0)
const started = process.cpuUsage()
const faults: Fault[] = []
let round = firstRound
for (; again ? round === firstRound : usedMs() < cpuMs && faults.length < mostFaults; round += 1) {
  Atomics.store(view, 0, round + 1)
  const { text, seed: from } = again ?? inputOf(target, seed, round)
  const error = await failure(text, from)
  if (error === null) continue
  const shortest = await minimise(text, async (shorter) => (await failure(shorter, from)) !== null, MOST_TRIES)
  faults.push({ round, from, error, shortest })
}
parentPort?.postMessage({ kind: 'done', rounds: round - firstRound, cpuMs: usedMs(), faults })

function failure(text: string, from: number): Promise<string | null> {
  // The watchdog counts from here; while what is needed is loaded this is 0.
  Atomics.add(view, 1, 1)
  return attempt(text, from)
}

async function attempt(text: string, from: number): Promise<string | null> {
  try {
    await target?.run(text, from)
    return null
  } catch (error) {
    return (error instanceof Error ? (error.stack ?? error.message) : String(error)).slice(0, 4000)
  }
}

function usedMs(): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}
