import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Prisma } from './generated/client'
import { trendDays } from './trend-days'
import { isVisible } from './visible'

export interface TrendPoint {
  /** YYYY-MM-DD: the end of a month, or today. */
  readonly day: string
  /** Mean score of the repositories that had code by then, 0 to 100. */
  readonly value: number | null
  readonly repositories: number
}

export interface Trend {
  readonly points: readonly TrendPoint[]
  /** Days at which most audits were made by other rules than at the point before. */
  readonly ruleChanges: readonly string[]
}

/** Mean score over the visible repositories at the end of each of the last 12 months, and today. */
export async function getOrganisationTrend(login: string): Promise<Trend> {
  const access = await requireOrgAccess(login)
  const where = isVisible(access)
  const rows = await db().$queryRaw<TrendRow[]>`
    with spans as (${spans(where)})
    select to_char(p.day, 'YYYY-MM-DD') as day, avg(s.score) as value, count(s.score)::int as repositories,
      mode() within group (order by s.rubric_version) as rubric_version
    from (${monthEnds()}) p left join spans s on s.since <= p.day and s.until > p.day
    group by p.day
    union all
    select ${today()}, avg(a.score), count(a.score)::int, mode() within group (order by a.rubric_version)
    from repositories r join audits a on a.id = r.latest_audit_id where ${where}
    order by 1`
  return toTrend(rows)
}

/** `day` of each point of a trend but the last, which is today and is read from the latest audits. */
export function monthEnds(): Prisma.Sql {
  return Prisma.sql`select unnest(${`{${trendDays().slice(0, -1).join(',')}}`}::date[]) as day`
}

export function today(): string {
  return trendDays().at(-1) ?? ''
}

/**
 * Since when until when (excluded) each visible repository stood at which score. Reading each roll-up once is faster
 * at 10,000 repositories than looking each one up for each point.
 */
export function spans(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select d.repository_id, d.day as since, d.score, d.categories, d.rubric_version,
      coalesce(lead(d.day) over (partition by d.repository_id order by d.day), 'infinity'::date) as until
    from repository_days d join repositories r on r.github_id = d.repository_id
    where ${where}`
}

export interface TrendRow {
  day: string
  value: number | null
  repositories: number
  rubric_version: string | null
}

export function toTrend(rows: readonly TrendRow[]): Trend {
  const changed = rows.filter((row, index) => {
    const before = rows[index - 1]?.rubric_version
    return before && row.rubric_version && before !== row.rubric_version
  })
  return {
    points: rows.map(({ day, value, repositories }) => ({ day, value, repositories })),
    ruleChanges: changed.map(({ day }) => day),
  }
}
