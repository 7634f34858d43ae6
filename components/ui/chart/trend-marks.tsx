import type { TrendStep } from '@/lib/data/trends'
import { formatDay } from '../format-time'
import { describeSetChange } from './trend-changes'

/** Stands in the drawing of 100 by 100: from here on other rules judge. */
export function RuleMark({ x }: { readonly x: number | null }) {
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
      <title>The rules changed</title>
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

export function MarkLegend({ rules, set }: { readonly rules: boolean; readonly set: boolean }) {
  if (!rules && !set) return null
  return (
    <figcaption className="text-muted text-xs">
      {rules && 'Dashed: the rules changed. '}
      {set && 'Triangle: repositories joined or left.'}
    </figcaption>
  )
}
