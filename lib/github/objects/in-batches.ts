import { hasCode } from '@/lib/errors'

export interface BatchSizes<T> {
  /** Items of the first batch; later ones may be twice as large as one that went well. */
  readonly first: number
  readonly most: number
  /** How many of the items one answer has room for; all of them unless told. */
  readonly howMany?: (items: readonly T[], largest: number) => number
  /** An item that fails alone is left out, as long as others are answered; else it is an error. */
  readonly leavesOut?: boolean
}

/** More failures than these are an outage, which another try of the job may outlast. */
const MOST_FAILURES = 4

/**
 * Asks for items in batches, one after the other. A batch that GitHub does not answer is halved, since a query may ask
 * for more than it answers in its ten seconds. Answers how many items may be asked for at once now.
 */
export async function inBatches<T>(
  items: readonly T[],
  { first, most, howMany, leavesOut = false }: BatchSizes<T>,
  ask: (batch: readonly T[]) => Promise<void>,
): Promise<number> {
  let largest = first
  let failures = 0
  let answers = 0
  for (let start = 0; start < items.length; ) {
    const next = items.slice(start, start + largest)
    const batch = next.slice(0, Math.max(1, howMany ? howMany(next, largest) : next.length))
    try {
      await ask(batch)
      answers += 1
      largest = Math.min(most, largest * 2)
    } catch (error) {
      failures += 1
      if (!isUnavailable(error) || failures > MOST_FAILURES) throw error
      if (batch.length === 1 && !(leavesOut && answers > 0)) throw error
      if (batch.length > 1) {
        largest = Math.ceil(batch.length / 2)
        continue
      }
    }
    start += batch.length
  }
  return largest
}

/** GitHub gave no answer, which a smaller question may mend. */
export function isUnavailable(error: unknown): boolean {
  return hasCode(error, 'github-unavailable')
}
