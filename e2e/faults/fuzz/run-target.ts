import { Worker } from 'node:worker_threads'
import type { Input } from './inputs'
import type { Ended, Start } from './messages'

const LOOK_MS = 200
const LOADING_MS = 60_000
/** What waits for something that never comes takes no processor; this long nothing waits on a machine that has others to serve. */
const PATIENCE_MS = 300_000

/** Runs a thread to its end, and ends it when one input takes longer than `hangMs` of processor; to load the parsers is none. */
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
    let usage = process.cpuUsage()
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
        usage = process.cpuUsage()
        return
      }
      // Nothing else of this process is at work meanwhile.
      const { user, system } = process.cpuUsage(usage)
      const limitMs = now === 0 ? LOADING_MS : hangMs
      if ((user + system) / 1000 > limitMs) lose(`No answer within ${limitMs / 1000} s of processor`)
      else if (performance.now() - since > PATIENCE_MS) lose(`No answer within ${PATIENCE_MS / 1000} s`)
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
