import 'server-only'
import { db } from './db'

/** Requests of one token, or of one person's browser, in one minute. */
export const REQUESTS_PER_MINUTE = 600
/** Requests of one person in one minute, whatever tokens they are made with. */
export const REQUESTS_OF_ONE_PERSON = 1200

/** Whose requests are counted together, and how many of them are answered in one minute. */
export interface ApiAccount {
  readonly caller: string
  readonly limit: number
}

/** What a caller has left in the current minute, of the account that has the least. */
export interface ApiQuota {
  readonly limit: number
  readonly remaining: number
  /** When the next minute begins, in seconds since 1970. */
  readonly resetAt: number
  /** Seconds until then, at least 1. */
  readonly resetAfter: number
  /** This request is one too many. */
  readonly isExceeded: boolean
}

/**
 * Counts one request on these accounts one after the other, by the database's clock, which all web servers share. The first
 * that is exceeded refuses it, and those after it are not charged: a token that loops spends nothing of what its person has.
 */
export async function spendRequest(accounts: readonly [ApiAccount, ...ApiAccount[]]): Promise<ApiQuota> {
  const [first, ...others] = accounts
  let least = await spendOn(first)
  for (const account of others) {
    if (least.isExceeded) break
    const quota = await spendOn(account)
    if (left(quota) < left(least)) least = quota
  }
  return least
}

async function spendOn({ caller, limit }: ApiAccount): Promise<ApiQuota> {
  const [row] = await db().$queryRaw<UsageRow[]>`
    insert into api_usage as u (caller, window_started_at, requests) values (${caller}, date_trunc('minute', now()), 1)
    on conflict (caller) do update set window_started_at = excluded.window_started_at,
      requests = case when u.window_started_at = excluded.window_started_at then least(u.requests, 1000000) + 1 else 1 end
    returning requests, extract(epoch from window_started_at + interval '1 minute')::int as "resetAt",
      greatest(1, ceil(extract(epoch from window_started_at + interval '1 minute' - now())))::int as "resetAfter"`
  const { requests, resetAt, resetAfter } = row ?? { requests: 1, resetAt: 0, resetAfter: 60 }
  return { limit, remaining: Math.max(0, limit - requests), resetAt, resetAfter, isExceeded: requests > limit }
}

interface UsageRow {
  readonly requests: number
  readonly resetAt: number
  readonly resetAfter: number
}

/** One that is exceeded comes before one of which nothing is left. */
function left({ remaining, isExceeded }: ApiQuota): number {
  return isExceeded ? -1 : remaining
}
