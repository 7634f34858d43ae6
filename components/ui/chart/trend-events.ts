import type { SetEvent } from '@/lib/data/trends'

/** What happened to the set of repositories of a trend, as "12 more repositories that you may see". */
export function describeSetEvent({ what, repositories }: SetEvent): string {
  const many = repositories.toLocaleString('en-GB')
  const noun = repositories === 1 ? 'repository' : 'repositories'
  switch (what) {
    case 'counted':
      return `${many} ${noun} began to count`
    case 'left-out':
      return `${many} ${noun} ${repositories === 1 ? 'was' : 'were'} archived, excluded or removed`
    case 'seen':
      return `from here on you see ${many} more ${noun}`
    case 'unseen':
      return `from here on you see ${many} ${noun} fewer`
  }
}

/** Those of the days after one point and up to another; `after` is null for the first one. */
export function eventsUpTo(events: readonly SetEvent[], after: string | null, day: string): readonly SetEvent[] {
  return events.filter((event) => event.day <= day && (after === null || event.day > after))
}

/** Of which repositories all points of a trend are, however old they are. */
export function describeSet(leftOut: number): string {
  const out =
    leftOut > 0 &&
    `It leaves out ${leftOut === 1 ? 'one repository that was' : `${leftOut.toLocaleString('en-GB')} repositories that were`} archived, excluded or removed in this range.`
  return ['The whole line counts the repositories that count today and that you may see today.', out]
    .filter(Boolean)
    .join(' ')
}
