import type { AuditReport } from '@/lib/audit/report'
import { shownScore } from '@/lib/checks/shown-score'
import type { CheckedPullRequest, VerdictChanged } from '@/lib/data/pull-request-checks'

const RANK = { fail: 0, partial: 1, pass: 2 } as const

/** What is compared of an audit, whether it was made now or is stored. */
export interface ComparedReport {
  readonly score: number | null
  readonly results: readonly Pick<AuditReport['results'][number], 'id' | 'verdict'>[]
}

/**
 * What a pull request does to the verdicts, the worst first; `bar` is the score that the organisation asks for afterwards.
 * Without a report of before there is nothing to compare with.
 */
export function compareReports(
  before: ComparedReport | null,
  after: ComparedReport,
  bar: number | null,
): CheckedPullRequest {
  const changes = after.results.flatMap(({ id, verdict }): VerdictChanged[] => {
    const from = before?.results.find((result) => result.id === id)?.verdict
    return from && from !== verdict ? [{ characteristic: id, from, to: verdict }] : []
  })
  return {
    conclusion: bar === null ? 'neutral' : isUnder(after.score, bar) ? 'failure' : 'success',
    scoreBefore: before?.score ?? null,
    scoreAfter: after.score,
    changes: [...changes.filter(isWorse), ...changes.filter((change) => !isWorse(change))],
  }
}

/** Scores are shown in whole points, so that is what a bar is held against. A score that can't be told is under none. */
function isUnder(score: number | null, bar: number): boolean {
  return score !== null && shownScore(score) < bar
}

/** True for a step down among the judged verdicts. */
export function isWorse({ from, to }: VerdictChanged): boolean {
  if (!(from in RANK) || !(to in RANK)) return false
  return RANK[to as keyof typeof RANK] < RANK[from as keyof typeof RANK]
}
