import { acrossDays, percent } from './geometry'

/** Something besides code that happened on a day: other rules, another set of repositories, or another view of them. */
export interface DayMark {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly kind: 'rules' | 'set' | 'access'
  /** What happened, as it is told with the point. */
  readonly text: string
}

const SHAPES = {
  rules: 'M8 1l7 7-7 7-7-7z',
  set: 'M8 2l7 12H1z',
  access: 'M8 1a7 7 0 100 14A7 7 0 008 1zm0 4a3 3 0 110 6 3 3 0 010-6z',
} as const satisfies Record<DayMark['kind'], string>

const MEANINGS = {
  rules: 'The rules changed',
  set: 'Repositories joined or left',
  access: 'What you may see changed',
} as const satisfies Record<DayMark['kind'], string>

/** Shapes that are told apart without colour; `DayUprights` belongs to them. */
export function DayMarks({ marks, first, last }: MarksProps) {
  return (
    <div aria-hidden="true">
      {within({ marks, first, last }).map(({ day, kind, text }) => (
        <Shape
          key={`${kind} ${day} ${text}`}
          kind={kind}
          className={`day-mark ${kind}`}
          left={percent(acrossDays(day, first, last))}
        />
      ))}
    </div>
  )
}

/** In a drawing of 100 by 100: an upright where the numbers before and after do not compare. */
export function DayUprights({ marks, first, last }: MarksProps) {
  const days = new Set(within({ marks, first, last }).flatMap(({ kind, day }) => (kind === 'set' ? [] : day)))
  if (days.size === 0) return null
  return (
    <path
      d={[...days].map((day) => `M${acrossDays(day, first, last).toFixed(2)} 0V100`).join('')}
      className="stroke-2 stroke-muted"
      strokeDasharray="4 4"
      vectorEffect="non-scaling-stroke"
    />
  )
}

interface MarksProps {
  readonly marks: readonly DayMark[]
  /** Days at both edges. */
  readonly first: string
  readonly last: string
}

function within({ marks, first, last }: MarksProps): readonly DayMark[] {
  return marks.filter(({ day }) => day >= first && day <= last)
}

/** Which shape means what; of those that are drawn. */
export function DayMarkLegend({ marks }: { readonly marks: readonly DayMark[] }) {
  const kinds = (Object.keys(SHAPES) as DayMark['kind'][]).filter((kind) => marks.some((mark) => mark.kind === kind))
  if (kinds.length === 0) return null
  return (
    <figcaption className="flex flex-wrap gap-x-4 text-muted text-xs">
      {kinds.map((kind) => (
        <span key={kind} className="inline-flex items-center gap-1.5">
          <Shape kind={kind} className="size-3 shrink-0 fill-current" />
          {MEANINGS[kind]}
        </span>
      ))}
    </figcaption>
  )
}

function Shape({
  kind,
  className,
  left,
}: {
  readonly kind: DayMark['kind']
  readonly className: string
  readonly left?: string
}) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={className} style={left ? { left } : undefined}>
      <path d={SHAPES[kind]} />
    </svg>
  )
}
