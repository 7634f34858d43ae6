import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
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
  return readOrganisationTrend(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readOrganisationTrend(access: OrgAccess): Promise<Trend> {
  return toTrend(await db().$queryRaw<TrendRow[]>`${trendOf(states(isVisible(access)))}`)
}

/**
 * How each repository `r` stood at the end of each month and stands today: `repository_id, day, score, categories,
 * verdicts, rubric_version`. Each is looked up by itself, because active repositories have more days than a trend has
 * points; today is read from the latest audits.
 */
export function states(where: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select r.github_id as repository_id, p.day, d.score, d.categories, d.verdicts, d.rubric_version
    from repositories r cross join (${days(trendDays().slice(0, -1))}) p cross join lateral (
      select * from repository_days d where d.repository_id = r.github_id and d.day <= p.day order by d.day desc limit 1
    ) d where ${where}
    union all
    select r.github_id, p.day, a.score, a.categories, a.verdicts, a.rubric_version
    from repositories r join audits a on a.id = r.latest_audit_id cross join (${days(trendDays().slice(-1))}) p
    where ${where}`
}

/** The points of a trend from states, as TrendRow. */
export function trendOf(states: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select to_char(p.day, 'YYYY-MM-DD') as day, m.value, coalesce(m.repositories, 0) as repositories, m.rubric_version
    from (${days()}) p left join (${means(states)}) m on m.day = p.day order by 1`
}

/** `day` of each point of a trend. */
export function days(of: readonly string[] = trendDays()): Prisma.Sql {
  return Prisma.sql`select unnest(${`{${of.join(',')}}`}::date[]) as day`
}

/**
 * Of states, for each day: the mean score, how many repositories have one, and the rubric of the most. `by` are further
 * columns by which to group, each with a comma behind it. What is alike is counted first, since sorting the texts of all
 * rubrics would cost more than the rest.
 */
export function means(states: Prisma.Sql, by: Prisma.Sql = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    select ${by} day, sum(total) / nullif(sum(scored), 0)::float8 as value, sum(scored)::int as repositories,
      (array_agg(rubric_version order by standing desc, rubric_version))[1] as rubric_version
    from (
      select ${by} day, rubric_version, sum(score) as total, count(score) as scored, count(*) as standing
      from (${states}) state group by ${by} day, rubric_version
    ) alike group by ${by} day`
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
