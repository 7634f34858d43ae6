import { formatCount } from '@/lib/checks/wording'
import { neededOn } from '@/lib/data/campaign-pace'
import type { ChartReading } from './reading'

export interface BurnUpDay {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly done: number
  readonly scope: number
  /** Judged by other rules at the point before. */
  readonly rejudged: number
}

/** Where a campaign begins, should be and could get. Days are YYYY-MM-DD. */
export interface BurnUpPlan {
  readonly begunOn: string
  readonly targetOn: string
  /** Null while it goes on. */
  readonly endedOn: string | null
  /** Days from which other rules judge. */
  readonly ruleChanges: readonly string[]
  /** Days, each a point, on which the campaign itself was changed, and what of it. */
  readonly changes?: readonly { readonly day: string; readonly what: readonly string[] }[]
  /** Where it leads to go on as fast as lately; null where nobody can say. */
  readonly projection: { readonly day: string; readonly done: number } | null
}

/** What a burn-up tells point by point; its last day is one of them, though nothing is known of it yet. */
export function burnUpReading(
  title: string,
  points: readonly BurnUpDay[],
  plan: BurnUpPlan,
  top: number,
): ChartReading {
  const { targetOn, projection } = plan
  const isAhead = targetOn > (points.at(-1)?.day ?? '')
  const days = [...points.map(({ day }) => day), ...(isAhead ? [targetOn] : [])]
  const notes = points.map((point, index) => [index, ...notesOf(point, points, plan)] as const)
  const outlook = ['Last day', ...(projection ? [projectionText(projection, points.at(-1)?.scope ?? 0)] : [])]
  return {
    title,
    days,
    series: [
      { name: 'Done', values: days.map((_, index) => points[index]?.done ?? null) },
      { name: 'In scope', values: days.map((_, index) => points[index]?.scope ?? null) },
      {
        name: 'Needed by the pace',
        values: days.map((day) => {
          const needed = neededOn(day, points, plan)
          return needed === null ? null : Math.ceil(needed)
        }),
      },
    ],
    notes: [
      ...notes.filter(([, ...texts]) => texts.length > 0),
      ...(isAhead ? [[points.length, ...outlook] as const] : []),
    ],
    top,
    start: points.length - 1,
  }
}

/** What happened at a point, in words. */
export function notesOf({ day, rejudged }: BurnUpDay, points: readonly BurnUpDay[], plan: BurnUpPlan): string[] {
  const isLast = day === points.at(-1)?.day
  return [
    day === plan.begunOn && 'Begun',
    day === plan.targetOn && 'Last day',
    isLast && (plan.endedOn === null ? 'Today' : 'Ended'),
    ...(plan.changes ?? []).filter((change) => change.day === day).map(({ what }) => `Changed: ${what.join(', ')}`),
    plan.ruleChanges.includes(day) && 'The rules changed',
    rejudged > 0 && `Other rules for ${formatCount(rejudged)}`,
  ].filter((text) => text !== false)
}

/** "At this pace 31 of 40". */
export function projectionText({ done }: { readonly done: number }, scope: number): string {
  return `At this pace ${formatCount(done)} of ${formatCount(scope)}`
}
