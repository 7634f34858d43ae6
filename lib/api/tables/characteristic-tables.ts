import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { type CharacteristicId, VERDICTS } from '@/lib/checks/rubric'
import { readAdoptionTrend } from '@/lib/data/adoption'
import { type AdoptionGroup, readAdoptionGroups } from '@/lib/data/adoption-groups'
import { type GroupTrend, readAdoptionTrends } from '@/lib/data/adoption-trends'
import { readStandings, type Standing } from '@/lib/data/characteristic'
import { type Grouping, parseCharacteristicQuery } from '@/lib/data/characteristic-query'
import { evidenceUrl } from '@/lib/data/github-links'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { addressesOf } from '../addresses'
import { byPages, type Columns, onePart, type Table, tableOf } from './table'
import { type TrendRow, trendColumns, trendRows } from './trend-columns'

/** The tables of a characteristic's page. */
export const CHARACTERISTIC_TABLES = {
  repositories: async (access: OrgAccess, id: CharacteristicId, search: SearchParams): Promise<Table> => {
    const query = parseCharacteristicQuery(search)
    const parts = byPages(async (page, perPage) => (await readStandings(access, id, { ...query, page }, perPage)).rows)
    return tableOf(`${access.login}-${id}`, standingColumns(access.login), parts)
  },
  teams: async (access: OrgAccess, id: CharacteristicId): Promise<Table> => {
    const { teams } = await readAdoptionGroups(access, id)
    return tableOf(`${access.login}-${id}-teams`, GROUP_COLUMNS, onePart(teams))
  },
  kinds: async (access: OrgAccess, id: CharacteristicId): Promise<Table> => {
    const { kinds } = await readAdoptionGroups(access, id)
    return tableOf(`${access.login}-${id}-kinds`, GROUP_COLUMNS, onePart(kinds))
  },
  trend: async (access: OrgAccess, id: CharacteristicId, search: SearchParams): Promise<Table> => {
    const query = parseCharacteristicQuery(search)
    const trend = await readAdoptionTrend(access, id, query.range, query)
    return tableOf(`${access.login}-${id}-trend`, trendColumns('adoption'), onePart(trendRows(trend)))
  },
  teamtrends: (access: OrgAccess, id: CharacteristicId, search: SearchParams): Promise<Table> =>
    groupTrends(access, id, 'team', search),
  kindtrends: (access: OrgAccess, id: CharacteristicId, search: SearchParams): Promise<Table> =>
    groupTrends(access, id, 'kind', search),
} as const

/** The charts that stand side by side, a row for each point of each; of all groups, where the page draws those of one page. */
async function groupTrends(
  access: OrgAccess,
  id: CharacteristicId,
  by: Grouping,
  search: SearchParams,
): Promise<Table> {
  const groups = await readAdoptionTrends(access, id, by, parseCharacteristicQuery(search))
  const rows = groups.flatMap(({ key, name, trend }) => trendRows(trend).map((row) => ({ ...row, key, name })))
  const columns: Columns<TrendRow & Pick<GroupTrend, 'key' | 'name'>> = {
    key: ({ key }) => key,
    name: ({ name }) => name,
    ...trendColumns('adoption'),
  }
  return tableOf(`${access.login}-${id}-${by}-trends`, columns, onePart(rows))
}

/** How the repositories of one team or kind stand. */
const GROUP_COLUMNS: Columns<AdoptionGroup> = {
  key: ({ key }) => key,
  name: ({ name }) => name,
  adoption: ({ adoption }) => adoption,
  ...Object.fromEntries(VERDICTS.map((verdict) => [verdict, ({ counts }: AdoptionGroup) => counts[verdict]])),
}

function standingColumns(org: string): Columns<Standing> {
  return {
    id: ({ id }) => id,
    name: ({ name }) => name,
    isPrivate: ({ isPrivate }) => isPrivate,
    isArchived: ({ isArchived }) => isArchived,
    kind: ({ kind }) => kind,
    verdict: ({ verdict }) => verdict,
    teams: ({ teams }) => teams.map(({ slug }) => slug).join(', '),
    message: ({ message }) => message,
    path: ({ evidence }) => evidence?.path ?? null,
    line: ({ evidence }) => evidence?.line ?? null,
    note: ({ evidence }) => evidence?.note ?? null,
    url: ({ evidence, githubUrl, commit }) => evidence && evidenceUrl(githubUrl, commit, evidence),
    since: ({ since }) => since?.day ?? null,
    waivedUntil: ({ waivedUntil }) => waivedUntil,
    issueUrl: ({ issueUrl }) => issueUrl,
    commit: ({ commit }) => commit,
    htmlUrl: ({ name }) => addressesOf(org, 'repositories', name).htmlUrl,
  }
}
