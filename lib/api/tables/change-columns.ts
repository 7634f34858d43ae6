import type { ChangeCause } from '@/lib/data/change-cause'
import type { Columns } from './table'

/** What moved on a day: a verdict, or only the score. */
export interface ChangeRow {
  readonly repository?: string
  readonly day: string
  readonly commit?: string
  readonly commitBefore?: string | null
  readonly score?: number | null
  readonly scoreBefore?: number | null
  readonly rulesChanged: boolean
  readonly characteristic?: string
  readonly from?: string
  readonly to?: string
  readonly cause?: ChangeCause | null
}

const MOVED: Columns<ChangeRow> = {
  characteristic: ({ characteristic }) => characteristic ?? null,
  from: ({ from }) => from ?? null,
  to: ({ to }) => to ?? null,
  rulesChanged: ({ rulesChanged }) => rulesChanged,
  cause: ({ cause }) => cause?.precision ?? null,
  causeCommit: ({ cause }) => cause?.commit ?? null,
  causeAfter: ({ cause }) => cause?.lastCommit ?? null,
  headline: ({ cause }) => cause?.headline ?? null,
  author: ({ cause }) => cause?.authorLogin ?? cause?.authorName ?? null,
  pullRequest: ({ cause }) => cause?.pull?.number ?? null,
  mergedBy: ({ cause }) => cause?.pull?.mergedByLogin ?? null,
}

/** One repository's history: each row a verdict that changed, or a score that changed without one. */
export function changeColumns(): Columns<ChangeRow> {
  return {
    day: ({ day }) => day,
    commit: ({ commit }) => commit ?? null,
    commitBefore: ({ commitBefore }) => commitBefore ?? null,
    score: ({ score }) => score ?? null,
    scoreBefore: ({ scoreBefore }) => scoreBefore ?? null,
    ...MOVED,
  }
}

/** What changed in the repositories of a team. */
export function teamChangeColumns(): Columns<ChangeRow> {
  return { day: ({ day }) => day, repository: ({ repository }) => repository ?? null, ...MOVED }
}
