'use client'

import { useSyncExternalStore } from 'react'
import { formatClock, formatInstant } from './format-time'

/** A time of day by the clock of whoever looks, such as "14:32"; in UTC, and saying so, until the page has come to life. */
export function LocalClock({ at }: { readonly at: string }) {
  const zone = useSyncExternalStore(
    nothingChanges,
    () => 'here' as const,
    () => 'utc' as const,
  )
  return (
    <time dateTime={at} title={formatInstant(at)}>
      {formatClock(at, zone)}
    </time>
  )
}

function nothingChanges() {
  return () => undefined
}
