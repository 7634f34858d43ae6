import { Worker } from 'node:worker_threads'
import type { Input } from './inputs'
import type { Ended, Start } from './messages'

const LOOK_MS = 200
/** To load the parsers, before the first round. */
const LOADING_MS = 60_000

/** Runs a thread to its end, and ends it when one input takes longer than `hangMs`. */
export function runTarget(file: URL, start: Omit<Start, 'progress'>, hangMs: number): Promise<Ended> {
  const progress = new SharedArrayBuffer(4)
  const view = new Int32Array(progress)
  const worker = new Worker(file, {
    workerData: { ...start, progress } satisfies Start,
    resourceLimits: { maxOldGenerationSizeMb: 2048, stackSizeMb: 8 },
  })
  return new Promise((resolve) => {
    let seen = 0
    let since = performance.now()
    const end = (ended: Ended) => {
      clearInterval(timer)
      worker.terminate().then(() => resolve(ended))
    }
    const timer = setInterval(() => {
      const now = Atomics.load(view, 0)
      if (now !== seen) {
        seen = now
        since = performance.now()
      } else if (performance.now() - since > (now === 0 ? LOADING_MS : hangMs)) {
        end({ kind: 'hung', round: now - 1, cpuMs: hangMs })
      }
    }, LOOK_MS)
    worker.once('message', end)
    worker.once('error', (error) => {
      end({ kind: 'failed', round: Atomics.load(view, 0) - 1, cpuMs: 0, error: String(error) })
    })
    worker.once('exit', (code) => {
      end({ kind: 'failed', round: Atomics.load(view, 0) - 1, cpuMs: 0, error: `The thread ended with ${code}` })
    })
  })
}

/** Whether one input fails in the same way. */
export async function failsAgain(
  file: URL,
  start: Omit<Start, 'progress' | 'again'>,
  again: Input,
  kind: Ended['kind'],
  hangMs: number,
) {
  return (await runTarget(file, { ...start, firstRound: 0, again }, hangMs)).kind === kind
}
