import { Fragment } from 'react'
import { LocalClock } from '@/components/ui/local-clock'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'

const SAVED =
  'What it would have cost to download every repository that did not change and every commit that was known: two requests each.'
const LEFT = "What GitHub's limit still grants to the token that scans this organisation."

/** What a scan asked of GitHub, did not need to ask, and may still ask; after other facts, each with a dot before it. */
export function ScanCost({ progress }: { readonly progress: ScanProgress }) {
  const { apiRequests, savedRequests, left } = progress
  const facts = [
    apiRequests !== null && count(apiRequests, 'API request'),
    savedRequests !== null && savedRequests > 0 && <span title={SAVED}>{count(savedRequests)} saved</span>,
    left && (
      <span title={LEFT}>
        {count(left.remaining)} of {count(left.limit)} left
        {left.resetAt && left.remaining < left.limit && (
          <>
            , all again at <LocalClock at={left.resetAt} />
          </>
        )}
      </span>
    ),
  ]
  return facts.map((fact, index) =>
    fact ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the facts never move.
      <Fragment key={index}> · {fact}</Fragment>
    ) : null,
  )
}

function count(number: number, noun?: string): string {
  const digits = number.toLocaleString('en-GB')
  return noun ? `${digits} ${noun}${number === 1 ? '' : 's'}` : digits
}
