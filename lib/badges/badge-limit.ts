/** Requests for the badges of one repository in one minute: a README may show all of them to many readers at once. */
export const REQUESTS_OF_ONE_REPOSITORY = 600
/** Answers "not found" in one minute, to whoever asks for names that may exist. */
export const MISSES_OF_ALL = 600

const MINUTE_MS = 60_000
/** Repositories whose requests are counted, and that are known to have a badge: some megabytes at the most. */
const MOST_KNOWN = 20_000

export type Turn = { readonly granted: true } | { readonly granted: false; readonly retryAfter: number }

/**
 * How many badges this process answers in a minute. Images are asked for by servers that fetch them for many readers, and
 * an address that a proxy tells may be anything, so that nobody is counted by it: requests are counted by repository, and
 * those that find nothing all together. Whoever guesses names stops no badge that is really shown.
 */
export class BadgeLimit {
  readonly #requests = new Map<string, number>()
  /** Found lately, the one found last at the end. */
  readonly #found = new Set<string>()
  #misses = 0
  #minute = 0

  /** Whether a request for a badge under this key is answered now (`now` in milliseconds since 1970). */
  take(key: string, now: number): Turn {
    this.#begin(Math.floor(now / MINUTE_MS))
    const requests = (this.#requests.get(key) ?? 0) + 1
    const isOver = requests > REQUESTS_OF_ONE_REPOSITORY
    const isGuess = !this.#found.has(key) && (this.#misses >= MISSES_OF_ALL || this.#requests.size >= MOST_KNOWN)
    if (isOver || isGuess) {
      return { granted: false, retryAfter: Math.max(1, Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000)) }
    }
    this.#requests.set(key, requests)
    return { granted: true }
  }

  /** Notes what was found under a key; one that was found lately stays known for it. */
  settle(key: string, isFound: boolean): void {
    if (!isFound) {
      this.#misses += 1
      return
    }
    this.#found.delete(key)
    this.#found.add(key)
    const [oldest] = this.#found
    if (this.#found.size > MOST_KNOWN && oldest !== undefined) this.#found.delete(oldest)
  }

  #begin(minute: number): void {
    if (minute === this.#minute) return
    this.#minute = minute
    this.#misses = 0
    this.#requests.clear()
  }
}

/** The one of this process. */
export const badgeLimit = new BadgeLimit()
