import { Worker } from 'node:worker_threads'
import type { Input } from './inputs'
import type { Ended, Start } from './messages'

const LOOK_MS = 200
/** To load the parsers, before the first input and with it. */
const LOADING_MS = 60_000

/** Runs a thread to its end, and ends it when one input takes longer than `hangMs`. */
export function runTarget(file: URL, start: Omit<Start, 'progress'>, hangMs: number): Promise<Ended> {
  const progress = new SharedArrayBuffer(8)
  const view = new Int32Array(progress)
  const worker = new Worker(file, {
    workerData: { ...start, progress } satisfies Start,
    resourceLimits: { maxOldGenerationSizeMb: 2048, stackSizeMb: 8 },
  })
  return new Promise((resolve) => {
    let seen = 0
    let since = performance.now()
    let hasEnded = false
    const end = (ended: Ended) => {
      if (hasEnded) return
      hasEnded = true
      clearInterval(timer)
      worker.terminate().then(() => resolve(ended))
    }
    const lose = (error: string) => end({ kind: 'lost', round: Atomics.load(view, 0) - 1, cpuMs: hangMs, error })
    const timer = setInterval(() => {
      const now = Atomics.load(view, 1)
      if (now !== seen) {
        seen = now
        since = performance.now()
      } else if (performance.now() - since > (now <= 1 ? LOADING_MS : hangMs)) {
        lose(`No answer within ${hangMs / 1000} s`)
      }
    }, LOOK_MS)
    worker.once('message', end)
    worker.once('error', (error) => lose(String(error)))
    worker.once('exit', (code) => lose(`The thread ended with ${code}`))
  })
}

/** Whether one input, by itself in a thread of its own, hangs or ends that. */
export async function failsAlone(file: URL, start: Omit<Start, 'progress' | 'again'>, again: Input, hangMs: number) {
  const { kind } = await runTarget(file, { ...start, firstRound: 0, again }, hangMs)
  return kind !== 'done'
}
