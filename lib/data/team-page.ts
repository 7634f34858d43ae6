import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import {
  countWithoutTeam,
  findTeams,
  type KnownTeam,
  readTeamFigures,
  readTeamTrends,
  summariseTeams,
  type TeamSummary,
} from './teams'
import { arrangeTeams, comparedScore, type TeamsQuery } from './teams-query'
import { gainOf } from './trend-gain'
import { readPoints, toTrend } from './trends'

/** Each with a chart of its own. */
export const TEAMS_PER_PAGE = 12

/** The teams of one page. */
export interface TeamPage {
  readonly teams: readonly TeamSummary[]
  /** How many match, on all pages. */
  readonly total: number
  /** How many there are of which the viewer may know. */
  readonly known: number
  /** Visible repositories that no team has. */
  readonly withoutTeam: number
}

/** A page of the teams that the query finds, in its order. */
export async function getTeamPage(login: string, query: TeamsQuery): Promise<TeamPage> {
  return readTeamPage(await requireOrgAccess(login), query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readTeamPage(
  access: OrgAccess,
  query: TeamsQuery,
  perPage: number = TEAMS_PER_PAGE,
): Promise<TeamPage> {
  const [known, withoutTeam] = await Promise.all([findTeams(access), countWithoutTeam(access)])
  const figures = await sortingFigures(access, query, known)
  const found = arrangeTeams(known, query, ({ id }) => figures.get(id) ?? null)
  const first = (query.page - 1) * perPage
  return {
    teams: await summariseTeams(access, found.slice(first, first + perPage), query.range, query.trend),
    total: found.length,
    known: known.length,
    withoutTeam,
  }
}

/** What all teams are sorted by, by the id of each; nothing where they are sorted by name. */
async function sortingFigures(
  access: OrgAccess,
  { sort, trend, range }: TeamsQuery,
  teams: readonly KnownTeam[],
): Promise<ReadonlyMap<string, number | null>> {
  if (sort === 'name') return new Map()
  const ids = teams.map(({ id }) => id)
  if (sort === 'score') {
    const figures = await readTeamFigures(access, ids)
    return new Map([...figures].map(([id, of]) => [id, comparedScore(of, trend)]))
  }
  const trends = await readTeamTrends(access, ids, await readPoints(access, range), trend)
  return new Map([...trends].map(([id, rows]) => [id, gainOf(toTrend(rows)).points]))
}
