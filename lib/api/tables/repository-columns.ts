import 'server-only'
import { CATEGORIES } from '@/lib/checks/rubric'
import type { RepositoryRow } from '@/lib/data/repository-list'
import { addressesOf } from '../addresses'
import type { Columns } from './table'

/** The scorecard's table, with the score of each category. */
export function repositoryColumns(org: string): Columns<RepositoryRow> {
  return {
    id: ({ id }) => id,
    name: ({ name }) => name,
    description: ({ description }) => description,
    isPrivate: ({ isPrivate }) => isPrivate,
    isArchived: ({ isArchived }) => isArchived,
    pushedAt: ({ pushedAt }) => pushedAt,
    kind: ({ kind }) => kind,
    score: ({ score }) => score,
    noScoreReason: ({ noScoreReason }) => noScoreReason,
    coverage: ({ coverage }) => coverage,
    isBehind: ({ isBehind }) => isBehind,
    change: ({ change }) => change,
    ...Object.fromEntries(CATEGORIES.map(({ id }) => [id, (row: RepositoryRow) => row.categories[id]])),
    fails: ({ fails }) => fails,
    ready: ({ ready }) => ready,
    linesOfCode: ({ linesOfCode }) => linesOfCode,
    waived: ({ waived }) => waived,
    teams: ({ teams }) => teams.map(({ slug }) => slug).join(', '),
    htmlUrl: ({ name }) => addressesOf(org, 'repositories', name).htmlUrl,
  }
}
