import 'server-only'
import { cache } from 'react'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { isOfKnownTeams } from './change-mark'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { readTrendSet } from './trend-sets'
import { findPoints, states, type Trend, type TrendRow, type TrendSet, toTrend, trendOf } from './trends'
import { isVisible } from './visible'

const CATEGORY_NAMES = Prisma.sql`select unnest(${CATEGORIES.map(({ id }) => id)}::text[]) as category`

export interface TeamHead {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly description: string | null
  readonly members: number
}

/** One team as this viewer may see it. Scores are 0 to 100. */
export interface TeamDetail extends Omit<TeamHead, 'id'> {
  readonly repositories: number
  readonly scored: number
  readonly score: number | null
  readonly coverage: number | null
  readonly trend: Trend
  readonly categoryTrends: Readonly<Record<CategoryId, Trend>>
}

/** The team without its figures; null when there is none, or none that this viewer may know of. */
export const findTeam = cache(async (login: string, slug: string): Promise<TeamHead | null> => {
  return readTeamHead(await requireOrgAccess(login), slug)
})

/** The same for a viewer who was authorised already. */
export async function readTeamHead(access: OrgAccess, slug: string): Promise<TeamHead | null> {
  const [team] = await db().$queryRaw<TeamHead[]>`
    select t.github_id::text as id, t.slug, t.name, t.description,
      (select count(*)::int from team_memberships m where m.team_id = t.github_id) as members
    from teams t where ${await isOfKnownTeams(access)} and t.slug = ${slug} limit 1`
  return team ?? null
}

/** Null when there is no such team, or none that this viewer may know of. */
export async function getTeam(login: string, slug: string, range: Range = DEFAULT_RANGE): Promise<TeamDetail | null> {
  const [access, team] = await Promise.all([requireOrgAccess(login), findTeam(login, slug)])
  return team && readTeam(access, team, range)
}

/** The same for a viewer who was authorised already, and whose team it is. */
export async function readTeam(access: OrgAccess, team: TeamHead, range: Range = DEFAULT_RANGE): Promise<TeamDetail> {
  const { id, ...fields } = team
  const mine = Prisma.sql`${isVisible(access)} and ${isOfTeam(BigInt(id))}`
  // Which repositories a team has is noted where it changes, and so is their past. All who see the same ones of it share this.
  const keep = <T>(what: string, read: () => Promise<T>) => keptAnswer(access, `${what} of team ${id}`, read, 'state')
  const points = await keep(`points ${JSON.stringify(range)}`, () => findPoints(range, mine))
  const byCategory = { column: Prisma.sql`category`, members: CATEGORY_NAMES, areCarried: true }
  const judged = Prisma.sql`
    select c.category, s.repository_id, s.day, (s.categories ->> c.category)::float8 as score, s.rubric_version
    from (${states(mine, points)}) s cross join (${CATEGORY_NAMES}) c`
  const [totals, rows, categories, set] = await Promise.all([
    keep(
      'totals',
      () => db().$queryRaw<TotalsRow[]>`
        select count(*)::int as repositories, count(a.score)::int as scored, avg(a.score) as score,
          avg(a.coverage) filter (where a.score is not null) as coverage
        from repositories r left join audits a on a.id = r.latest_audit_id where ${mine}`,
    ),
    keep(`trend at ${points.join(' ')}`, () => db().$queryRaw<TrendRow[]>`${trendOf(states(mine, points), points)}`),
    keep(
      `categories at ${points.join(' ')}`,
      () => db().$queryRaw<CategoryRow[]>`${trendOf(judged, points, byCategory)}`,
    ),
    // Two who see the same today may not have seen it from the same day on.
    keep(`set since ${points[0]} to ${access.viewerId} as ${access.role}`, () =>
      readTrendSet(access, points[0] ?? '', BigInt(id)),
    ),
  ])
  const total = totals[0] ?? { repositories: 0, scored: 0, score: null, coverage: null }
  return { ...fields, ...total, trend: toTrend(rows, set), categoryTrends: categoryTrends(categories, set) }
}

/** Condition on `repositories r`: this team has it, of which whoever asks must have been told already. */
export function isOfTeam(team: bigint): Prisma.Sql {
  return Prisma.sql`exists (
    select from team_repositories tr where tr.repository_id = r.github_id and tr.team_id = ${team})`
}

function categoryTrends(rows: readonly CategoryRow[], set: TrendSet): Readonly<Record<CategoryId, Trend>> {
  const of = (id: CategoryId): Trend =>
    toTrend(
      rows.filter(({ category }) => category === id),
      set,
    )
  return {
    robustness: of('robustness'),
    observability: of('observability'),
    maintainability: of('maintainability'),
    configuration: of('configuration'),
    deployability: of('deployability'),
    documentation: of('documentation'),
  }
}

type CategoryRow = TrendRow & { readonly category: CategoryId }

interface TotalsRow {
  repositories: number
  scored: number
  score: number | null
  coverage: number | null
}
