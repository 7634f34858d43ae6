import { formatCount } from '@/lib/checks/wording'
import type { SetEvent, Trend } from '@/lib/data/trends'
import { formatDay } from '../format-time'
import type { DayMark } from './day-marks'

/** What happened to the set of repositories of a trend, as "12 more repositories that you may see". */
export function describeSetEvent({ what, repositories }: SetEvent): string {
  const many = formatCount(repositories)
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

/** The same as marks: the organisation's doing as another set, the viewer's access as another view. */
export function eventMarks(events: readonly SetEvent[]): readonly DayMark[] {
  return events.map((event) => {
    const text = describeSetEvent(event)
    const kind = event.what === 'seen' || event.what === 'unseen' ? 'access' : 'set'
    return { day: event.day, kind, text: text.charAt(0).toUpperCase() + text.slice(1) }
  })
}

/** Of which repositories all points of a trend are, however old they are; `ofTeam`: of one team's. */
export function describeSet({ points, leftOut }: Pick<Trend, 'points' | 'leftOut'>, ofTeam = false): string {
  const first = points[0]?.day
  const all = `The whole line counts the repositories that ${ofTeam ? 'the team has today' : 'count today'} and that you may see today.`
  if (leftOut === 0 || !first) return all
  const many = leftOut === 1 ? 'one repository that was' : `${formatCount(leftOut)} repositories that were`
  return `${all} It leaves out ${many} archived, excluded or removed since ${formatDay(first)}.`
}
