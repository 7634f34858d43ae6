import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { requireCheck } from '@/lib/checks/registry'
import { CATEGORIES, CHARACTERISTICS, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import type { Weights } from '@/lib/checks/weights'
import { type Adoption, readAdoption } from '@/lib/data/adoption'
import { type HeatRow, readHeatMap } from '@/lib/data/heat-map'
import { readRepositories } from '@/lib/data/repository-list'
import { parseScorecardQuery, type SearchParams } from '@/lib/data/scorecard-query'
import { readWeights } from '@/lib/data/stored-weights'
import { readTeamComparison, type TeamSummary } from '@/lib/data/teams'
import { gainOf } from '@/lib/data/trend-gain'
import { addressesOf } from '../addresses'
import { repositoryColumns } from './repository-columns'
import { byPages, type Columns, onePart, type Table, tableOf } from './table'

/** The tables of an organisation's pages. */
export const ORGANISATION_TABLES = {
  repositories: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = parseScorecardQuery(search)
    const parts = byPages(async (page, perPage) => (await readRepositories(access, { ...query, page }, perPage)).rows)
    return tableOf(`${access.login}-repositories`, repositoryColumns(access.login), parts)
  },
  verdicts: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = parseScorecardQuery(search)
    const parts = byPages(async (page, perPage) => (await readHeatMap(access, { ...query, page }, perPage)).rows)
    return tableOf(`${access.login}-verdicts`, verdictColumns(access.login), parts)
  },
  teams: async (access: OrgAccess): Promise<Table> => {
    const { teams } = await readTeamComparison(access)
    return tableOf(`${access.login}-teams`, teamColumns(access.login), onePart(teams))
  },
  characteristics: async (access: OrgAccess): Promise<Table> => {
    const [{ characteristics }, { weights }] = await Promise.all([
      readAdoption(access),
      readWeights(access.organisationId),
    ])
    return tableOf(`${access.login}-characteristics`, adoptionColumns(access.login, weights), onePart(characteristics))
  },
} as const

/** The heat map: one column for each characteristic. */
function verdictColumns(org: string): Columns<HeatRow> {
  return {
    name: ({ name }) => name,
    score: ({ score }) => score,
    ...Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, (row: HeatRow) => row.verdicts[id] ?? null])),
    htmlUrl: ({ name }) => addressesOf(org, 'repositories', name).htmlUrl,
  }
}

function teamColumns(org: string): Columns<TeamSummary> {
  return {
    slug: ({ slug }) => slug,
    name: ({ name }) => name,
    members: ({ members }) => members,
    repositories: ({ repositories }) => repositories,
    score: ({ score }) => score,
    // In the same repositories, by the same rules, over a year or since the day that stands beside it.
    change: ({ trend }) => gainOf(trend).points,
    changeSince: ({ trend }) => gainOf(trend).since,
    ...Object.fromEntries(CATEGORIES.map(({ id }) => [id, (team: TeamSummary) => team.categories[id]])),
    htmlUrl: ({ slug }) => addressesOf(org, 'teams', slug).htmlUrl,
  }
}

function adoptionColumns(org: string, weights: Weights): Columns<Adoption> {
  const count = (verdict: Verdict) => (row: Adoption) => row.counts[verdict]
  return {
    id: ({ id }) => id,
    title: ({ id }) => requireCheck(id).title,
    category: ({ category }) => category,
    weight: ({ id }) => weights[id],
    adoption: ({ adoption }) => adoption,
    change: ({ change }) => change,
    ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])),
    htmlUrl: ({ id }) => addressesOf(org, 'characteristics', id).htmlUrl,
  }
}
