import type { BadgeSource } from '@/lib/data/badges'

/** Requests for the badges of one repository in one minute: a README may show all of them to many readers at once. */
export const REQUESTS_OF_ONE_REPOSITORY = 600
/** Badges that are looked up in one minute for one address, behind which may be a server that fetches them for many. */
export const LOOK_UPS_OF_ONE_CLIENT = 1200

const MINUTE_MS = 60_000
/** Addresses of which is remembered where they led to in this minute: some megabytes at the most. */
const MOST_REMEMBERED = 20_000

export type Turn = { readonly granted: true } | { readonly granted: false; readonly retryAfter: number }

/**
 * How many badges this process looks up in a minute. Images are asked for by servers that fetch them for many readers, so
 * that nobody is counted by their address alone: requests are counted by the repository that was found, with a signed
 * link apart from those without, and where nothing was found by what was asked for. So neither guessed names nor made-up
 * links take anything from a badge that is really shown, and what is used up is answered from memory.
 */
export class BadgeLimit {
  readonly #requests = new Map<string, number>()
  /** Under what the requests for an address are counted. */
  readonly #leadsTo = new Map<string, string>()
  #minute = 0

  /** Whether it is worth looking what is at an address (`now` in milliseconds since 1970): not where too many did. */
  ask(address: string, now: number): Turn {
    this.#begin(now)
    const counted = this.#leadsTo.get(address)
    const isUsedUp = counted !== undefined && this.#of(counted) >= REQUESTS_OF_ONE_REPOSITORY
    return isUsedUp ? refused(now) : { granted: true }
  }

  /** Counts a request by what was found at its address, and says whether it is answered. */
  count(address: string, source: Pick<BadgeSource, 'repositoryId' | 'isSigned'> | null, now: number): Turn {
    this.#begin(now)
    const counted = source ? `${source.repositoryId} ${source.isSigned ? 'by link' : 'open'}` : `nothing at ${address}`
    if (this.#leadsTo.size < MOST_REMEMBERED) this.#leadsTo.set(address, counted)
    // Of what does not exist there is no end; of repositories there is.
    else if (!source) return { granted: true }
    const requests = this.#of(counted) + 1
    this.#requests.set(counted, requests)
    return requests > REQUESTS_OF_ONE_REPOSITORY ? refused(now) : { granted: true }
  }

  #of(counted: string): number {
    return this.#requests.get(counted) ?? 0
  }

  #begin(now: number): void {
    const minute = Math.floor(now / MINUTE_MS)
    if (minute === this.#minute) return
    this.#minute = minute
    this.#requests.clear()
    this.#leadsTo.clear()
  }
}

function refused(now: number): Turn {
  return { granted: false, retryAfter: Math.max(1, Math.ceil((MINUTE_MS - (now % MINUTE_MS)) / 1000)) }
}

/** The one of this process. */
export const badgeLimit = new BadgeLimit()
