import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { requireCheck } from '@/lib/checks/registry'
import { CATEGORIES, CHARACTERISTICS, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import type { Weights } from '@/lib/checks/weights'
import { type Adoption, readAdoption } from '@/lib/data/adoption'
import { readBestFixes } from '@/lib/data/best-fixes'
import { parseChangesQuery } from '@/lib/data/changes-query'
import { readDeliveries } from '@/lib/data/delivery-list'
import { type HeatRow, readHeatRows } from '@/lib/data/heat-map'
import { type Mover, readMovers } from '@/lib/data/movers'
import { readRepositories } from '@/lib/data/repository-list'
import { readScorecardSummary } from '@/lib/data/scorecard'
import { parseScorecardQuery, type SearchParams } from '@/lib/data/scorecard-query'
import { inTenths } from '@/lib/data/signed-points'
import { readWeights } from '@/lib/data/stored-weights'
import { readTeamComparison, type TeamSummary } from '@/lib/data/teams'
import { gainOf } from '@/lib/data/trend-gain'
import { parseRange } from '@/lib/data/trend-range'
import { readOrganisationTrend } from '@/lib/data/trends'
import { readVerdictChanges } from '@/lib/data/verdict-changes'
import { addressesOf } from '../addresses'
import { nothing } from '../asked'
import { teamChangeColumns } from './change-columns'
import { repositoryColumns } from './repository-columns'
import { byPages, type Columns, onePart, type Table, tableOf } from './table'
import { trendColumns, trendRows } from './trend-columns'

/** The tables of an organisation's pages. */
export const ORGANISATION_TABLES = {
  repositories: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = parseScorecardQuery(search)
    const parts = byPages(async (page, perPage) => (await readRepositories(access, { ...query, page }, perPage)).rows)
    return tableOf(`${access.login}-repositories`, repositoryColumns(access.login), parts)
  },
  verdicts: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = parseScorecardQuery(search)
    const parts = byPages(async (page, perPage) => (await readHeatRows(access, { ...query, page }, perPage)).rows)
    return tableOf(`${access.login}-verdicts`, verdictColumns(access.login), parts)
  },
  teams: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const { teams } = await readTeamComparison(access, parseRange(search).range)
    return tableOf(`${access.login}-teams`, teamColumns(access.login), onePart(teams))
  },
  characteristics: async (access: OrgAccess): Promise<Table> => {
    const [{ characteristics }, { weights }] = await Promise.all([
      readAdoption(access),
      readWeights(access.organisationId),
    ])
    return tableOf(`${access.login}-characteristics`, adoptionColumns(access.login, weights), onePart(characteristics))
  },
  changes: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = parseChangesQuery(search)
    const parts = byPages((page, perPage) => readVerdictChanges(access, { ...query, page }, perPage))
    return tableOf(`${access.login}-changes`, teamChangeColumns(), parts)
  },
  movers: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = { ...parseScorecardQuery(search), moved: parseChangesQuery(search).moved }
    const parts = byPages(async (page, perPage) => (await readMovers(access, { ...query, page }, perPage)).movers)
    return tableOf(`${access.login}-movers`, moverColumns(access.login), parts)
  },
  fixes: async (access: OrgAccess): Promise<Table> => {
    const columns: Columns<Awaited<ReturnType<typeof readBestFixes>>[number]> = {
      id: ({ id }) => id,
      title: ({ id }) => requireCheck(id).title,
      fails: ({ fails }) => fails,
      partials: ({ partials }) => partials,
      lift: ({ lift }) => lift,
    }
    return tableOf(`${access.login}-fixes`, columns, onePart(await readBestFixes(access)))
  },
  distribution: async (access: OrgAccess): Promise<Table> => {
    const { distribution } = await readScorecardSummary(access)
    const rows = distribution.map((repositories, bin) => ({
      from: bin * 10,
      to: bin === 9 ? 100 : bin * 10 + 9,
      repositories,
    }))
    const columns: Columns<(typeof rows)[number]> = {
      from: ({ from }) => from,
      to: ({ to }) => to,
      repositories: ({ repositories }) => repositories,
    }
    return tableOf(`${access.login}-distribution`, columns, onePart(rows))
  },
  trend: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const { range, trend: category } = parseScorecardQuery(search)
    const trend = await readOrganisationTrend(access, range, category)
    return tableOf(`${access.login}-trend`, trendColumns(), onePart(trendRows(trend)))
  },
  // Owners alone see them; nobody else learns that there are any.
  deliveries: async (access: OrgAccess): Promise<Table> => {
    const { items } = (await readDeliveries(access)) ?? nothing()
    const columns: Columns<(typeof items)[number]> = {
      id: ({ id }) => id,
      event: ({ event }) => event,
      action: ({ action }) => action,
      status: ({ status }) => status,
      reason: ({ reason }) => reason,
      receivedAt: ({ receivedAt }) => receivedAt,
    }
    return tableOf(`${access.login}-deliveries`, columns, onePart(items))
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

function moverColumns(org: string): Columns<Mover> {
  return {
    name: ({ name }) => name,
    score: ({ score }) => score,
    change: ({ change }) => change,
    commitBefore: ({ commitBefore }) => commitBefore,
    commit: ({ commit }) => commit,
    characteristic: ({ top }) => top?.characteristic ?? null,
    from: ({ top }) => top?.from ?? null,
    to: ({ top }) => top?.to ?? null,
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
    change: ({ trend }) => inTenths(gainOf(trend).points),
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
    change: ({ change }) => inTenths(change),
    ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])),
    htmlUrl: ({ id }) => addressesOf(org, 'characteristics', id).htmlUrl,
  }
}
