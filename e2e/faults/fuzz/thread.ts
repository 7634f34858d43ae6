import { parentPort, workerData } from 'node:worker_threads'
import { inputOf } from './inputs'
import type { Start } from './messages'
import { loadTargets } from './targets'

// Runs the rounds of one target until its share of the processor is used, or one input again.
const { name, seed, firstRound, cpuMs, again, progress, recorded } = workerData as Start
const target = (await loadTargets(recorded)).find((each) => each.name === name)
if (!target) throw new Error(`There is no target ${name}`)
const view = new Int32Array(progress)
const started = process.cpuUsage()
const usedMs = () => {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}
// The watchdog begins to count when this is no longer 0.
let round = firstRound
try {
  for (; again ? round === firstRound : usedMs() < cpuMs; round += 1) {
    Atomics.store(view, 0, round + 1)
    const input = again ?? inputOf(target, seed, round)
    await target.run(input.text, input.seed)
  }
  parentPort?.postMessage({ kind: 'done', rounds: round - firstRound, cpuMs: usedMs() })
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  parentPort?.postMessage({ kind: 'failed', round, cpuMs: usedMs(), error: text.slice(0, 4000) })
}
