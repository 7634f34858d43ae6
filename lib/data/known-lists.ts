import { idArray, idsOf } from './visible'

/*
 * The lists of `visibilities` as this process read them last: 10,000 ids are sent, and made numbers of, once, and not for
 * each look at a page. They count only for the very version of the row that was read, which is asked for each time.
 */

/** What GitHub lets somebody read, administer and push to. */
export interface VisibleLists {
  readonly repositoryIds: readonly bigint[]
  readonly administeredIds: readonly bigint[]
  readonly writableIds: readonly bigint[]
}

export interface KnownLists {
  readonly version: string
  readonly lists: VisibleLists
}

/** An id takes some 32 bytes, and its digits another ten. */
const MOST_IDS = 500_000
const MOST_VIEWERS = 1000

/** The one that was asked for last stands last. */
const known = new Map<string, KnownLists>()

export function knownLists(whose: string): KnownLists | undefined {
  const found = known.get(whose)
  if (found) {
    known.delete(whose)
    known.set(whose, found)
  }
  return found
}

export function keepLists(whose: string, found: KnownLists): void {
  known.delete(whose)
  known.set(whose, found)
  for (const [oldest] of known) {
    if (known.size <= MOST_VIEWERS && countIds() <= MOST_IDS) return
    known.delete(oldest)
  }
}

/** One list for all who may see the same, so that what was found for one of them serves all. */
export function sharedIds(text: string): readonly bigint[] {
  for (const { lists } of known.values()) if (idArray(lists.repositoryIds) === text) return lists.repositoryIds
  return idsOf(text)
}

function countIds(): number {
  const lists = [...known.values()].flatMap(({ lists }) => [
    lists.repositoryIds,
    lists.administeredIds,
    lists.writableIds,
  ])
  return [...new Set(lists)].reduce((sum, { length }) => sum + length, 0)
}
