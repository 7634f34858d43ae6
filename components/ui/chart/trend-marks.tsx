import type { SetEvent, TrendStep } from '@/lib/data/trends'
import { formatDay } from '../format-time'
import { describeSetChange } from './trend-changes'
import { describeSetEvent } from './trend-events'

/** Stands in the drawing of 100 by 100: by here other rules had judged some, or the only, repository. */
export function RuleMark({ x, rejudged }: { readonly x: number | null; readonly rejudged: number | undefined }) {
  if (x === null) return null
  return (
    <line
      x1={x}
      x2={x}
      y1="0"
      y2="100"
      className="stroke-faint"
      strokeDasharray="3 3"
      vectorEffect="non-scaling-stroke"
    >
      <title>{rejudged ? `Other rules judged ${rejudged.toLocaleString('en-GB')}` : 'The rules changed'}</title>
    </line>
  )
}

/** A small triangle on the ground: here the mean is taken over other repositories than before. */
export function SetMark({ x, step }: { readonly x: number | null; readonly step: TrendStep }) {
  if (x === null) return null
  return (
    <span
      aria-hidden="true"
      title={`${formatDay(step.day)}: ${describeSetChange(step)}`}
      className="absolute -bottom-1 grid size-4 -translate-x-1/2 place-items-center"
      style={{ left: `${x}%` }}
    >
      <span className="size-0 border-x-4 border-x-transparent border-b-6 border-b-faint" />
    </span>
  )
}

/** A diamond on the ground: on this day other repositories came into the set of the whole line, or went out of it. */
export function EventMark({ x, event }: { readonly x: number | null; readonly event: SetEvent }) {
  if (x === null) return null
  return (
    <span
      aria-hidden="true"
      title={`${formatDay(event.day)}: ${describeSetEvent(event)}`}
      className="absolute -bottom-1 grid size-4 -translate-x-1/2 place-items-center"
      style={{ left: `${x}%` }}
    >
      <span className="size-2 rotate-45 border border-ink bg-surface" />
    </span>
  )
}

export function MarkLegend({
  rules,
  set,
  events,
}: {
  readonly rules: boolean
  readonly set: boolean
  readonly events: boolean
}) {
  if (!rules && !set && !events) return null
  return (
    <figcaption className="text-muted text-xs">
      {rules && 'Dashed: other rules judge some from there on. '}
      {set && 'Triangle: repositories joined or left. '}
      {events && 'Diamond: other repositories count, or you see other ones.'}
    </figcaption>
  )
}
