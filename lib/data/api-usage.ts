import 'server-only'
import { db } from './db'

/** Requests of one caller in one minute. */
export const REQUESTS_PER_MINUTE = 600

/** What a caller has left in the current minute. */
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

/** Counts one request of a caller, by the database's clock, which all web servers share. */
export async function spendRequest(caller: string, limit = REQUESTS_PER_MINUTE): Promise<ApiQuota> {
  const [row] = await db().$queryRaw<{ requests: number; reset_at: number; reset_after: number }[]>`
    insert into api_usage as u (caller, window_started_at, requests) values (${caller}, date_trunc('minute', now()), 1)
    on conflict (caller) do update set window_started_at = excluded.window_started_at,
      requests = case when u.window_started_at = excluded.window_started_at then least(u.requests, 1000000) + 1 else 1 end
    returning requests, extract(epoch from window_started_at + interval '1 minute')::int as reset_at,
      greatest(1, ceil(extract(epoch from window_started_at + interval '1 minute' - now())))::int as reset_after`
  const { requests = 1, reset_at: resetAt = 0, reset_after: resetAfter = 60 } = row ?? {}
  return { limit, remaining: Math.max(0, limit - requests), resetAt, resetAfter, isExceeded: requests > limit }
}
