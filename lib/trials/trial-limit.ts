import type { Client } from '@/lib/http/client-address'
import { RequestLimit, SHARED_TIMES } from '@/lib/http/request-limit'

/** Seconds of the one thread that one address may take in a minute: so that others are never kept waiting for long. */
export const SECONDS_OF_ONE_ADDRESS = 20
const AT_ONCE_OF_ONE_ADDRESS = 2

export type Granted<T> = { readonly answer: T } | { readonly retryAfter: number }

/** How much of the time of the thread that judges trials each visitor gets. */
export class TrialLimit {
  readonly #seconds = new RequestLimit(SECONDS_OF_ONE_ADDRESS)
  /** Trials under way, by address. */
  readonly #atWork = new Map<string, number>()

  /** Does the work, and counts each second that it began; where the address had its share, says how long to wait (seconds). */
  async grant<T>({ address, isShared }: Client, work: () => Promise<T>): Promise<Granted<T>> {
    const atWork = this.#atWork.get(address) ?? 0
    if (atWork >= AT_ONCE_OF_ONE_ADDRESS * (isShared ? SHARED_TIMES : 1)) return { retryAfter: 5 }
    const turn = this.#seconds.take(address, isShared)
    if (!turn.granted) return { retryAfter: turn.retryAfter }
    this.#atWork.set(address, atWork + 1)
    const began = performance.now()
    try {
      return { answer: await work() }
    } finally {
      for (let second = 1; second < (performance.now() - began) / 1000; second += 1) this.#seconds.count(address)
      const left = (this.#atWork.get(address) ?? 1) - 1
      if (left > 0) this.#atWork.set(address, left)
      else this.#atWork.delete(address)
    }
  }
}
