import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { isOfKnownTeams } from './change-mark'
import { db } from './db'
import { Prisma } from './generated/client'
import { emptyTrend, readGroupTrends } from './group-trends'
import { keptAnswer } from './kept-answers'
import { byCategory } from './scorecard'
import { teamMembers } from './team-members'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { keptTrendSets } from './trend-sets'
import { readPoints, scoresOf, type Trend, type TrendRow, toTrend } from './trends'
import { isVisible, isWithoutTeam } from './visible'

/** One team among the others. Scores are 0 to 100 and count only repositories that the viewer may see. */
export interface TeamSummary {
  readonly slug: string
  readonly name: string
  readonly members: number
  readonly repositories: number
  readonly score: number | null
  readonly categories: Readonly<Record<CategoryId, number | null>>
  readonly trend: Trend
}

export interface TeamComparison {
  /** By name. */
  readonly teams: readonly TeamSummary[]
  /** Visible repositories that no team has. */
  readonly withoutTeam: number
}

/** Trends over the range, all at the same points: of the whole score, or of one category. */
export async function getTeamComparison(
  login: string,
  range: Range = DEFAULT_RANGE,
  category?: CategoryId,
): Promise<TeamComparison> {
  return readTeamComparison(await requireOrgAccess(login), range, category)
}

/** The same for a viewer who was authorised already. */
export async function readTeamComparison(
  access: OrgAccess,
  range: Range = DEFAULT_RANGE,
  category?: CategoryId,
): Promise<TeamComparison> {
  const [teams, withoutTeam] = await Promise.all([findTeams(access), countWithoutTeam(access)])
  return { teams: await summariseTeams(access, teams, range, category), withoutTeam }
}

/** A team of which the viewer may know. */
export interface KnownTeam {
  /** GitHub's, as text. */
  readonly id: string
  readonly slug: string
  readonly name: string
}

/** All of which the viewer may know, by name. */
export function findTeams(access: OrgAccess): Promise<readonly KnownTeam[]> {
  return keptAnswer(
    access,
    `teams known to ${access.viewerId} as ${access.role}`,
    async () => db().$queryRaw<KnownTeam[]>`
      select t.github_id::text as id, t.slug, t.name from teams t where ${await isOfKnownTeams(access)}
      order by lower(t.name), t.github_id`,
    'state',
  )
}

/** Visible repositories that no team has of which the viewer may know. */
export function countWithoutTeam(access: OrgAccess): Promise<number> {
  return keptAnswer(access, `without a team, to ${access.viewerId} as ${access.role}`, async () => {
    const [row] = await db().$queryRaw<{ repositories: number }[]>`
      select count(*)::int as repositories from repositories r where ${isVisible(access)} and ${isWithoutTeam(access)}`
    return row?.repositories ?? 0
  })
}

/** These teams with all that is compared, in their order; the viewer has to know of each. */
export async function summariseTeams(
  access: OrgAccess,
  teams: readonly KnownTeam[],
  range: Range,
  category: CategoryId | undefined,
): Promise<readonly TeamSummary[]> {
  if (teams.length === 0) return []
  const ids = teams.map(({ id }) => id)
  const points = await readPoints(access, range)
  const [rows, { figures, trends, sets }] = await Promise.all([
    db().$queryRaw<{ id: string; members: number }[]>`
      select m.team_id::text as id, count(*)::int as members from team_memberships m
      where m.team_id = any(${ids}::bigint[]) group by 1`,
    readFigures(access, ids, points, category),
  ])
  const members = new Map(rows.map((row) => [row.id, row.members]))
  return teams.map(({ id, ...team }) => {
    const of = figures.get(id)
    return {
      ...team,
      members: members.get(id) ?? 0,
      repositories: of?.repositories ?? 0,
      score: of?.score ?? null,
      categories: byCategory(CATEGORIES.map((each) => ({ category: each.id, score: of?.categories[each.id] ?? null }))),
      trend: toTrend(trends.get(id) ?? emptyTrend(points), sets.get(id)),
    }
  })
}

async function readFigures(
  access: OrgAccess,
  ids: readonly string[],
  points: readonly string[],
  category: CategoryId | undefined,
) {
  const [figures, trends, sets] = await Promise.all([
    readTeamFigures(access, ids),
    readTeamTrends(access, ids, points, category),
    keptTrendSets(access, points[0] ?? ''),
  ])
  return { figures, trends, sets }
}

/** What a team's visible repositories have today. */
export interface TeamFigures {
  readonly repositories: number
  readonly score: number | null
  readonly categories: Readonly<Partial<Record<CategoryId, number | null>>>
}

/** By the id of each of these teams; none for a team without a visible repository. */
export function readTeamFigures(access: OrgAccess, ids: readonly string[]): Promise<ReadonlyMap<string, TeamFigures>> {
  return keptAnswer(access, `figures of teams ${ids.join(' ')}`, async () => {
    const means = CATEGORIES.map(({ id }) => Prisma.sql`${id}::text, avg((a.categories ->> ${id})::float8)`)
    const rows = await db().$queryRaw<(TeamFigures & { id: string })[]>`
      with seen as materialized (
        select r.github_id, r.latest_audit_id from repositories r where ${isVisible(access)})
      select tr.team_id::text as id, count(*)::int as repositories, avg(a.score) as score,
        json_build_object(${Prisma.join(means)}) as categories
      from team_repositories tr join seen on seen.github_id = tr.repository_id
      left join audits a on a.id = seen.latest_audit_id
      where tr.team_id = any(${ids}::bigint[]) group by tr.team_id`
    return new Map(rows.map(({ id, ...of }) => [id, of]))
  })
}

/** The points of the trend of each of these teams, by its id. */
export async function readTeamTrends(
  access: OrgAccess,
  ids: readonly string[],
  points: readonly string[],
  category: CategoryId | undefined,
): Promise<ReadonlyMap<string, readonly TrendRow[]>> {
  const drawn = (whole: Prisma.Sql) => scoresOf(category, whole)
  return readGroupTrends(access, `trends of ${category ?? 'all'}`, points, drawn, await teamMembers(ids))
}

/** Teams to choose from, by name. */
export async function listTeams(login: string): Promise<readonly { readonly slug: string; readonly name: string }[]> {
  const access = await requireOrgAccess(login)
  return (await findTeams(access)).map(({ slug, name }) => ({ slug, name }))
}
