import { setTimeout as pause } from 'node:timers/promises'
import type { Runner } from 'graphile-worker'
import { log } from '@/lib/log'

/** Jobs get this long to end by themselves; those that do not are put back and begun again elsewhere. */
const GRACE_MS = 2500
const KILL_MS = 1000

/** The runners of this process, begun again whenever they end because the database was away. */
export class Runs {
  #runners: readonly Runner[] = []
  #failed: Promise<unknown> = Promise.resolve()

  /** `begin` is given what to call when a job could not be noted: its runner ends then, and sometimes never does. */
  constructor(
    private readonly begin: (failed: (error: unknown) => void) => Promise<readonly Runner[]>,
    private readonly againMs = 2000,
  ) {}

  /** Throws when they can't be started the first time. */
  async start(): Promise<void> {
    let failed: (error: unknown) => void = () => undefined
    this.#failed = new Promise((resolve) => {
      failed = resolve
    })
    this.#runners = await this.begin(failed)
  }

  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const ended = this.#runners.map(({ promise }) => promise)
      const failure = await Promise.race([this.#failed, ...ended]).catch((error: unknown) => error)
      if (signal.aborted) return
      log().warn({ error: failure }, 'the queue ended; it is begun again')
      await this.stop()
      await this.#startAgain(signal)
    }
  }

  async stop(): Promise<void> {
    const runners = this.#runners
    const graceful = Promise.allSettled(runners.map((runner) => runner.stop('the process ends'))).then(() => true)
    const isOver = await Promise.race([graceful, pause(GRACE_MS, false, { ref: false })])
    if (isOver) return
    const killed = Promise.allSettled(runners.map((runner) => runner.kill('the process ends')))
    await Promise.race([killed, pause(KILL_MS, undefined, { ref: false })])
  }

  async #startAgain(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(this.againMs, undefined, { signal }).catch(() => undefined)
      if (signal.aborted) return
      try {
        return await this.start()
      } catch (error) {
        log().warn({ error }, 'the queue can not be begun again yet')
      }
    }
  }
}
