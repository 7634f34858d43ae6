/**
 * A score (0 to 100) as it is shown, a whole number. Whatever holds a score against a bar, a filter or a bin takes this
 * number and not the exact one, so that nothing is "80" and still under 80. lib/data/shown-score.ts says the same in SQL.
 */
export function shownScore(score: number): number {
  return Math.round(score)
}
