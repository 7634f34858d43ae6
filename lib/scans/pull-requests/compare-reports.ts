import type { AuditReport } from '@/lib/audit/report'
import type { CheckedPullRequest, VerdictChanged } from '@/lib/data/pull-request-checks'

const RANK = { fail: 0, partial: 1, pass: 2 } as const

/** What a pull request does to the verdicts; `bar` is the score that the organisation asks for afterwards. */
export function compareReports(
  before: Pick<AuditReport, 'score' | 'results'>,
  after: Pick<AuditReport, 'score' | 'results'>,
  bar: number | null,
): CheckedPullRequest {
  const changes = after.results.flatMap(({ id, verdict }): VerdictChanged[] => {
    const from = before.results.find((result) => result.id === id)?.verdict
    return from && from !== verdict ? [{ characteristic: id, from, to: verdict }] : []
  })
  return {
    conclusion: bar === null ? 'neutral' : isUnder(after.score, bar) ? 'failure' : 'success',
    scoreBefore: before.score,
    scoreAfter: after.score,
    changes,
  }
}

/** A score that can't be told is under no bar. */
function isUnder(score: number | null, bar: number): boolean {
  return score !== null && score < bar
}

/** True for a step down among the judged verdicts. */
export function isWorse({ from, to }: VerdictChanged): boolean {
  if (!(from in RANK) || !(to in RANK)) return false
  return RANK[to as keyof typeof RANK] < RANK[from as keyof typeof RANK]
}
