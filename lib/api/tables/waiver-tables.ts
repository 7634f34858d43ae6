import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { type ListedWaiver, readWaiverList } from '@/lib/data/organisation-waivers'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { parseWaiversQuery } from '@/lib/data/waivers-query'
import { addressesOf } from '../addresses'
import { byPages, type Columns, type Table, tableOf } from './table'

/** The table of an organisation's waivers. */
export const WAIVER_TABLES = {
  waivers: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    const query = parseWaiversQuery(search)
    const parts = byPages(async (page, perPage) => (await readWaiverList(access, { ...query, page }, perPage)).rows)
    return tableOf(`${access.login}-waivers`, waiverColumns(access.login), parts)
  },
} as const

function waiverColumns(org: string): Columns<ListedWaiver> {
  return {
    id: ({ id }) => id,
    repository: ({ repository }) => repository,
    isPrivate: ({ isPrivate }) => isPrivate,
    teams: ({ teams }) => teams.map(({ slug }) => slug).join(', '),
    characteristic: ({ characteristic }) => characteristic,
    verdict: ({ verdict }) => verdict,
    reason: ({ reason }) => reason,
    by: ({ by }) => by,
    createdAt: ({ createdAt }) => createdAt,
    expiresOn: ({ expiresOn }) => expiresOn,
    htmlUrl: ({ repository }) => addressesOf(org, 'repositories', repository).htmlUrl,
  }
}
