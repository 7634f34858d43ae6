import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CategoryId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { byCategory, currentCategories } from './scorecard'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { findPoints, states, type Trend, type TrendRow, toTrend, trendOf } from './trends'
import { isVisible, isVisibleTeam, isWithoutTeam } from './visible'

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
  const visible = isVisible(access)
  const owned = Prisma.sql`
    select tr.team_id, r.github_id as repository_id, r.latest_audit_id
    from team_repositories tr join repositories r on r.github_id = tr.repository_id where ${visible}`
  const points = await findPoints(range, visible)
  const whole = states(visible, points)
  const drawn = category
    ? Prisma.sql`select repository_id, day, (categories ->> ${category})::float8 as score, rubric_version from (${whole}) w`
    : whole
  const byTeam = { column: Prisma.sql`team_id`, members: Prisma.sql`select team_id, repository_id from owned` }
  const [teams, categories, trends, orphans] = await Promise.all([
    db().$queryRaw<TeamRow[]>`
      select t.github_id::text as id, t.slug, t.name,
        (select count(*)::int from team_memberships m where m.team_id = t.github_id) as members,
        count(o.repository_id)::int as repositories, avg(a.score) as score
      from teams t left join (${owned}) o on o.team_id = t.github_id left join audits a on a.id = o.latest_audit_id
      where ${isVisibleTeam(access)} group by t.github_id order by lower(t.name), t.github_id`,
    db().$queryRaw<CategoryRow[]>`
      select o.team_id::text as team, c.category, avg(c.score) as score
      from (${owned}) o join (${currentCategories(visible)}) c on c.repository_id = o.repository_id group by 1, 2`,
    db().$queryRaw<(TrendRow & { team_id: bigint })[]>`
      with owned as (${owned}) select * from (${trendOf(drawn, points, byTeam)}) t order by day`,
    db().$queryRaw<{ repositories: number }[]>`
      select count(*)::int as repositories from repositories r
      where ${visible} and ${isWithoutTeam(access)}`,
  ])
  const trendRows = new Map<string, TrendRow[]>()
  for (const { team_id, ...row } of trends) {
    const key = team_id.toString()
    trendRows.set(key, [...(trendRows.get(key) ?? []), row])
  }
  return {
    teams: teams.map(({ id, ...team }) => ({
      ...team,
      categories: byCategory(categories.filter((row) => row.team === id)),
      trend: toTrend(trendRows.get(id) ?? []),
    })),
    withoutTeam: orphans[0]?.repositories ?? 0,
  }
}

/** Teams to choose from, by name. */
export async function listTeams(login: string): Promise<readonly { readonly slug: string; readonly name: string }[]> {
  const access = await requireOrgAccess(login)
  return db().$queryRaw<{ slug: string; name: string }[]>`
    select t.slug, t.name from teams t where ${isVisibleTeam(access)} order by lower(t.name), t.github_id`
}

interface TeamRow {
  id: string
  slug: string
  name: string
  members: number
  repositories: number
  score: number | null
}

interface CategoryRow {
  team: string
  category: CategoryId
  score: number | null
}
