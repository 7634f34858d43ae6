import type { CharacteristicId, Verdict } from './rubric'
import { shownScore } from './shown-score'

/** What one repository has to do with a bar: when it reaches it, nothing fails and nothing is short. */
export interface Readiness {
  readonly isReady: boolean
  /** Of the characteristics that must not fail, those that do; in the bar's order. */
  readonly failing: readonly CharacteristicId[]
  /** Whether the score, which may be missing, is under the bar. */
  readonly isShort: boolean
}

/** Measures a score (0 to 100), as it is shown, and verdicts by a bar, as lib/data/ready.ts does in SQL. */
export function readinessBy(
  bar: { readonly score: number; readonly mustNotFail: readonly CharacteristicId[] },
  score: number | null,
  results: readonly { readonly id: string; readonly verdict: Verdict }[],
): Readiness {
  const failing = bar.mustNotFail.filter((id) => results.some((each) => each.id === id && each.verdict === 'fail'))
  const isShort = score === null || shownScore(score) < bar.score
  return { isReady: failing.length === 0 && !isShort, failing, isShort }
}
