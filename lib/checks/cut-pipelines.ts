import type { Facts } from '@/lib/facts/facts'
import { type Outcome, unknown } from './check'
import { listing } from './wording'

/** What was looked for in pipelines and not found may be in the part that was not read; null where all was. */
export function unlessRead({ cut }: Facts['ci']): Outcome | null {
  if (cut.length === 0) return null
  return unknown(
    `Not found in what was read of ${listing(cut, 2)}, which is more than an audit follows: it may be in the rest.`,
    cut.slice(0, 5).map((path) => ({ path, note: 'Not all of this pipeline, or of what it calls, was read.' })),
  )
}
