/** Steps of urgency that the jobs of one phase of a scan have between them; those of the next phase come after the last. */
export const TURNS = 10
const FIRST_TURN = 16

/**
 * The turn of a scan's n-th job, counted from 0: each turn has twice as many jobs as the one before, and of all
 * organisations the earlier turns are done first. So a small scan is over before the bulk of a large one, and two large
 * ones go on side by side, also after GitHub made one of them wait.
 */
export function turnOf(index: number): number {
  return Math.min(TURNS - 1, Math.floor(Math.log2(index / FIRST_TURN + 1)))
}
