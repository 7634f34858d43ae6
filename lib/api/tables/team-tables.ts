import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { parseChangesQuery } from '@/lib/data/changes-query'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { readTeam, readTeamHead } from '@/lib/data/team'
import { parseRange } from '@/lib/data/trend-range'
import { readVerdictChanges } from '@/lib/data/verdict-changes'
import { nothing } from '../asked'
import { teamChangeColumns } from './change-columns'
import { byPages, onePart, type Table, tableOf } from './table'
import { teamTrendColumns, trendRows } from './trend-columns'

/** The tables of a team's page; its repositories are a filter of the organisation's. */
export const TEAM_TABLES = {
  changes: async (access: OrgAccess, slug: string, search: SearchParams): Promise<Table> => {
    const team = (await readTeamHead(access, slug)) ?? nothing()
    const query = { ...parseChangesQuery(search), team: team.slug }
    const parts = byPages((page, perPage) => readVerdictChanges(access, { ...query, page }, perPage))
    return tableOf(`${access.login}-${team.slug}-changes`, teamChangeColumns(), parts)
  },
  trend: async (access: OrgAccess, slug: string, search: SearchParams): Promise<Table> => {
    const head = (await readTeamHead(access, slug)) ?? nothing()
    const team = await readTeam(access, head, parseRange(search).range)
    return tableOf(`${access.login}-${head.slug}-trend`, teamTrendColumns(team), onePart(trendRows(team.trend)))
  },
} as const
