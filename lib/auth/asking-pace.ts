import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '@/lib/errors'

/** So many requests may be sent at once, and in the long run half of what GitHub gives to a person. */
const MOST = 300
const MS_EACH = 1500
/** Whoever waits for a page waits no longer for their turn. */
const MOST_WAIT_MS = 4000
const MOST_KEPT = 10_000

/**
 * What others do in an organisation may have GitHub asked anew for all who look into it, however often they do it: this is
 * how many requests that may cost each person. One question may cost more than is left, and the next one waits for it.
 */
export class AskingPace {
  readonly #spent = new Map<bigint, { readonly left: number; readonly at: number }>()

  constructor(
    private readonly most = MOST,
    private readonly msEach = MS_EACH,
  ) {}

  /** How many milliseconds later GitHub may be asked for this person; 0 for now. */
  waitMs(viewerId: bigint, now = Date.now()): number {
    return Math.max(0, Math.ceil((1 - this.#left(viewerId, now)) * this.msEach))
  }

  /** Whether there is enough left to ask for what is wished and not needed: half is kept for what is. */
  allowsWish(viewerId: bigint, now = Date.now()): boolean {
    return this.#left(viewerId, now) >= this.most / 2
  }

  charge(viewerId: bigint, requests: number, now = Date.now()): void {
    this.#spent.set(viewerId, { left: this.#left(viewerId, now) - requests, at: now })
    if (this.#spent.size <= MOST_KEPT) return
    for (const each of this.#spent.keys()) if (this.#left(each, now) >= this.most) this.#spent.delete(each)
  }

  #left(viewerId: bigint, now: number): number {
    const spent = this.#spent.get(viewerId)
    return spent ? Math.min(this.most, spent.left + (now - spent.at) / this.msEach) : this.most
  }
}

const store = globalThis as typeof globalThis & { airworthyAskingPace?: AskingPace }

/** That of this process. */
export function askingPace(): AskingPace {
  store.airworthyAskingPace ??= new AskingPace()
  return store.airworthyAskingPace
}

/** Waits for a person's turn; throws AppError 'github-unavailable' when that takes too long. */
export async function takeTurn(viewerId: bigint): Promise<void> {
  const waitMs = askingPace().waitMs(viewerId)
  if (waitMs > MOST_WAIT_MS) {
    const seconds = Math.ceil(waitMs / 1000)
    throw new AppError(
      'github-unavailable',
      `It was asked too often for you just now. Try again in ${seconds} seconds.`,
    )
  }
  await pause(waitMs)
}
