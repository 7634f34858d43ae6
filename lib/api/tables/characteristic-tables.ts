import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { type CharacteristicId, VERDICTS } from '@/lib/checks/rubric'
import { type AdoptionGroup, readAdoptionGroups } from '@/lib/data/adoption-groups'
import { readStandings, type Standing } from '@/lib/data/characteristic'
import { parseCharacteristicQuery } from '@/lib/data/characteristic-query'
import { evidenceUrl } from '@/lib/data/github-links'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { addressesOf } from '../addresses'
import { byPages, type Columns, onePart, type Table, tableOf } from './table'

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
} as const

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
