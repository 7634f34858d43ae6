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

/** Counts one request on each of these accounts, by the database's clock, which all web servers share. */
export async function spendRequest(accounts: readonly ApiAccount[]): Promise<ApiQuota> {
  // In one order everywhere, so that two requests of one person never wait for each other.
  const callers = accounts.map(({ caller }) => caller).sort()
  const rows = await db().$queryRaw<UsageRow[]>`
    insert into api_usage as u (caller, window_started_at, requests)
    select caller, date_trunc('minute', now()), 1 from unnest(${callers}::text[]) caller
    on conflict (caller) do update set window_started_at = excluded.window_started_at,
      requests = case when u.window_started_at = excluded.window_started_at then least(u.requests, 1000000) + 1 else 1 end
    returning caller, requests, extract(epoch from window_started_at + interval '1 minute')::int as reset_at,
      greatest(1, ceil(extract(epoch from window_started_at + interval '1 minute' - now())))::int as reset_after`
  const quotas = accounts.map((account) => quotaOf(account, rows))
  return quotas.reduce((least, quota) => (left(quota) < left(least) ? quota : least))
}

interface UsageRow {
  readonly caller: string
  readonly requests: number
  readonly reset_at: number
  readonly reset_after: number
}

function quotaOf({ caller, limit }: ApiAccount, rows: readonly UsageRow[]): ApiQuota {
  const {
    requests = 1,
    reset_at: resetAt = 0,
    reset_after: resetAfter = 60,
  } = rows.find((row) => row.caller === caller) ?? {}
  return { limit, remaining: Math.max(0, limit - requests), resetAt, resetAfter, isExceeded: requests > limit }
}

/** One that is exceeded comes before one of which nothing is left. */
function left({ remaining, isExceeded }: ApiQuota): number {
  return isExceeded ? -1 : remaining
}
