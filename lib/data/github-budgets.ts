import 'server-only'
import { db } from './db'

/** What is left of what GitHub lets one account ask. */
export interface GitHubBudget {
  /** `installation:ID`, `user:ID`, `app`, `token`, or the host of GitHub for its archives. */
  readonly key: string
  readonly resource: string
  readonly limit: number | null
  readonly remaining: number | null
  /** Null when no hour has begun. */
  readonly resetAt: Date | null
  /** GitHub asked for silence until then; null when it did not, or that time is over. */
  readonly blockedUntil: Date | null
  readonly inFlight: number
}

const MOST_READ = 100

/** Those that have been used in the last days; of too many, those with the least left. */
export function readBudgets(kind: 'all' | 'without people' = 'all'): Promise<readonly GitHubBudget[]> {
  return db().$queryRaw<GitHubBudget[]>`
    select key, resource, "limit",
      case when reset_at <= now() then "limit" else greatest(0, remaining) end as remaining,
      case when reset_at > now() then reset_at end as "resetAt",
      case when blocked_until > now() then blocked_until end as "blockedUntil",
      (select count(*)::int from jsonb_each(in_flight) l where l.value::float8 > extract(epoch from now())) as "inFlight"
    from rate_budgets
    where updated_at > now() - interval '7 days' and (${kind === 'all'} or key not like 'user:%')
    order by coalesce(blocked_until > now(), false) desc,
      case when reset_at <= now() then 1 else coalesce(remaining::float8 / nullif("limit", 0), 1) end, key, resource
    limit ${MOST_READ}`
}

/** The least that any person's sign-in has left, so that thousands of them are one series. */
export function readPeoplesLeast(): Promise<readonly { readonly resource: string; readonly remaining: number }[]> {
  return db().$queryRaw<{ resource: string; remaining: number }[]>`
    select resource, min(case when reset_at <= now() then "limit" else greatest(0, remaining) end)::int as remaining
    from rate_budgets where key like 'user:%' and "limit" is not null and remaining is not null
    group by resource order by resource`
}
