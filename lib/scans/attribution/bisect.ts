/** Where a row of commits turned: the last that is not yet so, and the first that is. */
export interface Turn {
  readonly before: number
  readonly after: number
  /** False when nothing could be told of what lies between the two. */
  readonly isExact: boolean
}

/** Commits near the middle that are tried when it can't be told of the middle one. */
const MOST_TRIES = 4

/**
 * Finds in a row of `length` commits, of which the first is not so and the last is, two neighbours between which it
 * turned. `isNew` answers null where it can't be told. A row that turns several times has several right answers.
 */
export async function bisect(
  length: number,
  isNew: (index: number, before: number, after: number) => Promise<boolean | null>,
): Promise<Turn> {
  let before = 0
  let after = length - 1
  while (after - before > 1) {
    let found: { index: number; isNew: boolean } | null = null
    for (const index of nearMiddle(before, after)) {
      const answer = await isNew(index, before, after)
      if (answer === null) continue
      found = { index, isNew: answer }
      break
    }
    if (!found) return { before, after, isExact: false }
    if (found.isNew) after = found.index
    else before = found.index
  }
  return { before, after, isExact: true }
}

/** The middle of an open range, then its neighbours to both sides. */
function nearMiddle(before: number, after: number): number[] {
  const middle = Math.floor((before + after) / 2)
  return [middle, middle + 1, middle - 1, middle + 2]
    .filter((index) => index > before && index < after)
    .slice(0, MOST_TRIES)
}

/** The commits that the next `levels` steps may ask for, whatever is answered. */
export function stepsAhead(before: number, after: number, levels: number): number[] {
  if (levels === 0 || after - before < 2) return []
  const middle = Math.floor((before + after) / 2)
  return [middle, ...stepsAhead(before, middle, levels - 1), ...stepsAhead(middle, after, levels - 1)]
}
