import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { readTeamHead, readVerdictChanges } from '@/lib/data/team'
import { nothing } from '../asked'
import { teamChangeColumns } from './change-columns'
import { onePart, type Table, tableOf } from './table'

const MOST_CHANGES = 5000

/** The tables of a team's page; its repositories are a filter of the organisation's. */
export const TEAM_TABLES = {
  changes: async (access: OrgAccess, slug: string): Promise<Table> => {
    const team = (await readTeamHead(access, slug)) ?? nothing()
    const changes = await readVerdictChanges(access, team.slug, MOST_CHANGES)
    return tableOf(`${access.login}-${team.slug}-changes`, teamChangeColumns(), onePart(changes))
  },
} as const
