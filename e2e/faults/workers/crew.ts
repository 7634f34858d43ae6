import { setTimeout as pause } from 'node:timers/promises'
import { WorkerProcess } from '../worker-process'

/** How long a worker is waited for that has nothing to say. */
const SILENCE_MS = 6000

/** Several workers, of which one after the other is killed and replaced. */
export class Crew {
  readonly #workers: WorkerProcess[] = []
  kills = 0

  constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly size: number,
    private readonly random: () => number,
  ) {}

  start(): void {
    while (this.#workers.length < this.size) this.#workers.push(new WorkerProcess(this.environment))
  }

  /** Kills until it was done so often or the signal comes. */
  async disturb(most: number, signal: AbortSignal): Promise<void> {
    while (this.kills < most && !signal.aborted) {
      const index = Math.floor(this.random() * this.size)
      const worker = this.#workers[index]
      if (!worker) return
      await this.#someMoment(worker, signal)
      if (signal.aborted) return
      await worker.kill()
      this.kills += 1
      this.#workers[index] = new WorkerProcess(this.environment)
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.stop()))
  }

  /** While it starts, at any time of its work, or just after it stored an audit, where most is written. */
  async #someMoment(worker: WorkerProcess, signal: AbortSignal): Promise<void> {
    const kind = this.random()
    if (kind < 0.15) return sleep(this.random() * 1500, signal)
    const text = kind < 0.6 ? '"audited"' : '"msg"'
    await Promise.race([worker.said(text), sleep(SILENCE_MS, signal)])
    await sleep(this.random() * (kind < 0.6 ? 40 : 2500), signal)
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined)
}
