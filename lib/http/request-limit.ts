const MINUTE_MS = 60_000
/** Some megabytes at the most. */
const MOST_KEPT = 20_000
/** What behind one address may be many people, and all that is not kept apart any more, have so many times as much. */
export const SHARED_TIMES = 20
const OTHERS = 'others'

export type Turn = { readonly granted: true } | { readonly granted: false; readonly retryAfter: number }

/**
 * How often something is done in one minute under one key, in this process. When there are too many keys to keep apart, the
 * later ones are counted together, so that neither memory nor what is let through grows with the keys somebody makes up.
 */
export class RequestLimit {
  readonly #counts = new Map<string, number>()
  #minute = 0

  constructor(
    private readonly most: number,
    private readonly mostKept = MOST_KEPT,
  ) {}

  /** Whether once more would be too much; counts nothing. `retryAfter` is in seconds, `now` in milliseconds since 1970. */
  ask(key: string, isShared = false, now = Date.now()): Turn {
    this.#begin(now)
    const kept = this.#keptAs(key)
    const most = isShared || kept === OTHERS ? this.most * SHARED_TIMES : this.most
    if ((this.#counts.get(kept) ?? 0) < most) return { granted: true }
    return { granted: false, retryAfter: Math.max(1, Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000)) }
  }

  count(key: string, now = Date.now()): void {
    this.#begin(now)
    const kept = this.#keptAs(key)
    this.#counts.set(kept, (this.#counts.get(kept) ?? 0) + 1)
  }

  /** Asks, and counts what is granted. */
  take(key: string, isShared = false, now = Date.now()): Turn {
    const turn = this.ask(key, isShared, now)
    if (turn.granted) this.count(key, now)
    return turn
  }

  /** How many counts are kept. */
  get size(): number {
    return this.#counts.size
  }

  #keptAs(key: string): string {
    return this.#counts.has(key) || this.#counts.size < this.mostKept ? key : OTHERS
  }

  #begin(now: number): void {
    const minute = Math.floor(now / MINUTE_MS)
    if (minute === this.#minute) return
    this.#minute = minute
    this.#counts.clear()
  }
}
