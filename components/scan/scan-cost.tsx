import { Fragment } from 'react'
import { LocalClock } from '@/components/ui/local-clock'
import { formatCount } from '@/lib/checks/wording'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'

const SAVED =
  'What it would have cost to download every repository that did not change and every commit that was known: two requests each.'
const LEFT = 'What GitHub still grants to the token that scans this organisation, until it grants all again.'

/** What a scan asked of GitHub, did not need to ask, and may still ask; after other facts, each with a dot before it. */
export function ScanCost({
  progress: { apiRequests, savedRequests, left },
  isFirst = false,
}: {
  readonly progress: ScanProgress
  /** No other fact stands before it. */
  readonly isFirst?: boolean
}) {
  const facts = [
    apiRequests !== null && count(apiRequests, 'API request'),
    savedRequests !== null && savedRequests > 0 && <span title={SAVED}>{count(savedRequests)} more not needed</span>,
    left && (
      <span title={LEFT}>
        {count(left.remaining)} of {count(left.limit)} left
        {left.resetAt && left.remaining < left.limit && (
          <>
            {' '}
            until <LocalClock at={left.resetAt} />
          </>
        )}
      </span>
    ),
  ].filter((fact) => fact !== false && fact !== null)
  return facts.map((fact, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the facts never move.
    <Fragment key={index}>
      {(index > 0 || !isFirst) && ' · '}
      {fact}
    </Fragment>
  ))
}

function count(number: number, noun?: string): string {
  const digits = formatCount(number)
  return noun ? `${digits} ${noun}${number === 1 ? '' : 's'}` : digits
}
