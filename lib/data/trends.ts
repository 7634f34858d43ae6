import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CategoryId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { dayBefore, trendDays, trendPoints } from './trend-days'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { readTrendSet } from './trend-sets'
import { isVisible } from './visible'

export interface TrendPoint {
  /** YYYY-MM-DD: a day, the end of a week or month, or the first or last day of the range. */
  readonly day: string
  /** Mean score of the repositories that had code by then, 0 to 100. */
  readonly value: number | null
  readonly repositories: number
}

/** What lies between a point of a trend and the one before, besides changed code. */
export interface TrendStep {
  /** That of the later point. */
  readonly day: string
  /** Repositories that have a score here and had none at the point before; `left`: the other way round. */
  readonly joined: number
  readonly left: number
  /** Repositories that were judged by other rules at the point before. */
  readonly rejudged: number
  /** Points gained in the repositories of both points that were judged by the same rules; null when there are none. */
  readonly alike: number | null
}

export interface Trend extends TrendSet {
  readonly points: readonly TrendPoint[]
  /** Days by which some repositories had been judged anew by other rules; the steps say how many. */
  readonly ruleChanges: readonly string[]
  /** From each point to the next, oldest first. */
  readonly steps: readonly TrendStep[]
}

/** What changed in the set of repositories from which all points of a trend are drawn, the oldest ones, too. */
export interface TrendSet {
  /** Oldest first. */
  readonly events: readonly SetEvent[]
  /** Repositories that counted on its first day or later and do not any more: archived, excluded or removed. */
  readonly leftOut: number
}

/** Repositories that had code by then came into the set of a whole trend, or went out of it. */
export interface SetEvent {
  /** YYYY-MM-DD. */
  readonly day: string
  /** `counted` and `left-out` by the organisation, `seen` and `unseen` by this viewer, since GitHub lets them read other ones. */
  readonly what: 'counted' | 'left-out' | 'seen' | 'unseen'
  readonly repositories: number
}

const UNCHANGED_SET: TrendSet = { events: [], leftOut: 0 }

/** Mean score over the visible repositories at each point of the range: the whole one, or that of a category. */
export async function getOrganisationTrend(
  login: string,
  range: Range = DEFAULT_RANGE,
  category?: CategoryId,
): Promise<Trend> {
  return readOrganisationTrend(await requireOrgAccess(login), range, category)
}

/** The same for a viewer who was authorised already. */
export async function readOrganisationTrend(
  access: OrgAccess,
  range: Range = DEFAULT_RANGE,
  category?: CategoryId,
): Promise<Trend> {
  return readTrend(access, `trend of ${category ?? 'all'}`, range, (whole) => scoresOf(category, whole))
}

/** States (see `states`) with the score of one category as theirs; as they are without one. */
export function scoresOf(category: CategoryId | undefined, whole: Prisma.Sql): Prisma.Sql {
  if (!category) return whole
  return Prisma.sql`
    select repository_id, day, (categories ->> ${category})::float8 as score, rubric_version from (${whole}) w`
}

/**
 * A trend of what `drawn` makes of states (see `states`), over all that the viewer may see. What is past is read once and
 * kept; only the way to today is found anew when a repository is audited. `what` names it among all trends.
 */
export async function readTrend(
  access: OrgAccess,
  what: string,
  range: Range,
  drawn: (states: Prisma.Sql) => Prisma.Sql,
): Promise<Trend> {
  const visible = isVisible(access)
  const points = await readPoints(access, range)
  const [before, lastTwo] = [points.slice(0, -1), points.slice(-2)]
  const question = `${what} at ${points.join(' ')}`
  const [past, now, set] = await Promise.all([
    keptAnswer(
      access,
      question,
      () => db().$queryRaw<TrendRow[]>`${trendOf(drawn(pastStates(visible, before)), before)}`,
      'past',
    ),
    keptAnswer(
      access,
      question,
      () => db().$queryRaw<TrendRow[]>`${trendOf(drawn(states(visible, lastTwo)), lastTwo)}`,
    ),
    // Two who see the same repositories now may not have seen them from the same day on.
    keptAnswer(access, `set since ${points[0]} of ${access.viewerId} as ${access.role}`, () =>
      readTrendSet(access, points[0] ?? ''),
    ),
  ])
  return toTrend([...past, ...now.slice(-1)], set)
}

/** The points of a range for all that the viewer may see. */
export function readPoints(access: OrgAccess, range: Range): Promise<readonly string[]> {
  return keptAnswer(access, `points ${JSON.stringify(range)}`, () => findPoints(range, isVisible(access)), 'past')
}

/** The points of a range for the repositories `r` of which `where` is true. */
export async function findPoints(range: Range, where: Prisma.Sql): Promise<readonly string[]> {
  if (range !== 'all') return trendPoints(range, null)
  const [oldest] = await db().$queryRaw<{ day: string | null }[]>`
    select to_char(min(d.day), 'YYYY-MM-DD') as day from repositories r cross join lateral (
      select d.day from repository_days d where d.repository_id = r.github_id order by d.day limit 1
    ) d where ${where}`
  return trendPoints(range, oldest?.day ?? null)
}

/**
 * How each repository `r` stood at each point: `repository_id, day, score, categories, verdicts, rubric_version`. Each is
 * looked up by itself, because active repositories have more days than a trend has points; today, where it is the last
 * point, is read from the latest audits.
 */
export function states(where: Prisma.Sql, points: readonly string[] = trendDays()): Prisma.Sql {
  const endsToday = (points.at(-1) ?? '') >= dayBefore(0)
  const past = endsToday ? points.slice(0, -1) : points
  const today = endsToday ? points.slice(-1) : []
  return Prisma.sql`
    ${pastStates(where, past)}
    union all
    select r.github_id, p.day, a.score, a.categories, a.verdicts, a.rubric_version
    from repositories r join audits a on a.id = r.latest_audit_id cross join (${days(today)}) p
    where ${where}`
}

/** The same without today. */
export function pastStates(where: Prisma.Sql, points: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    select r.github_id as repository_id, p.day, d.score, d.categories, d.verdicts, d.rubric_version
    from repositories r cross join (${days(points)}) p cross join lateral (
      select * from repository_days d where d.repository_id = r.github_id and d.day <= p.day order by d.day desc limit 1
    ) d where ${where}`
}

/**
 * Trends of several groups at once: `members` are rows of `column`, which names the group, and of `repository_id`; where
 * the states carry the column themselves, they are the names of the groups alone.
 */
export interface TrendGroups {
  readonly column: Prisma.Sql
  readonly members: Prisma.Sql
  readonly areCarried?: boolean
}

/**
 * The points of a trend from states (`repository_id, day, score, rubric_version`), as TrendRow; of groups, each point with
 * the column that names its group.
 */
export function trendOf(
  states: Prisma.Sql,
  points: readonly string[] = trendDays(),
  groups: TrendGroups | null = null,
): Prisma.Sql {
  const pairs = Prisma.sql`${`{${points.slice(1).join(',')}}`}::date[], ${`{${points.slice(0, -1).join(',')}}`}::date[]`
  const by = groups ? Prisma.sql`${groups.column},` : Prisma.empty
  const carried = groups?.areCarried ? by : Prisma.empty
  return Prisma.sql`
    with state as (
      select ${carried} repository_id, day, score, rubric_version, lag(day) over one as day_before,
        lag(score) over one as score_before, lag(rubric_version) over one as rubric_before
      from (${states}) s window one as (partition by ${carried} repository_id order by day)
    ),
    step as (
      select ${carried} repository_id, s.day, s.score, s.rubric_version = s.rubric_before as is_alike,
        case when p.before = s.day_before then s.score_before end as score_before
      from state s left join unnest(${pairs}) as p (day, before) on p.day = s.day
    )
    select ${groups ? Prisma.sql`g.${groups.column},` : Prisma.empty}
      to_char(p.day, 'YYYY-MM-DD') as day, m.value, coalesce(m.repositories, 0) as repositories,
      coalesce(m.joined, 0) as joined, coalesce(m.rejudged, 0) as rejudged, m.alike
    from (${days(points)}) p ${groups ? Prisma.sql`cross join (select distinct ${groups.column} from (${groups.members}) one) g` : Prisma.empty} left join (
      select ${by} day, avg(score) as value, count(score)::int as repositories,
        count(*) filter (where score is not null and score_before is null)::int as joined,
        count(score - score_before) filter (where not is_alike)::int as rejudged,
        avg(score - score_before) filter (where is_alike) as alike
      from step ${groups && !groups.areCarried ? Prisma.sql`join (${groups.members}) of_group using (repository_id)` : Prisma.empty}
      group by ${by} day
    ) m on m.day = p.day ${groups ? Prisma.sql`and m.${groups.column} = g.${groups.column}` : Prisma.empty} order by p.day
  `
}

/** `day` of each point of a trend. */
export function days(of: readonly string[] = trendDays()): Prisma.Sql {
  return Prisma.sql`select unnest(${`{${of.join(',')}}`}::date[]) as day`
}

export interface TrendRow {
  day: string
  value: number | null
  repositories: number
  joined: number
  rejudged: number
  alike: number | null
}

export function toTrend(rows: readonly TrendRow[], set: TrendSet = UNCHANGED_SET): Trend {
  return {
    points: rows.map(({ day, value, repositories }) => ({ day, value, repositories })),
    ruleChanges: rows.filter(({ rejudged }) => rejudged > 0).map(({ day }) => day),
    steps: rows.flatMap((row, index) => toStep(row, rows[index - 1])),
    ...set,
  }
}

/** None at the first point, nor where there was nothing before. */
function toStep({ day, repositories, joined, rejudged, alike }: TrendRow, before?: TrendRow): TrendStep[] {
  if (!before || before.repositories === 0) return []
  return [{ day, joined, left: before.repositories + joined - repositories, rejudged, alike }]
}
