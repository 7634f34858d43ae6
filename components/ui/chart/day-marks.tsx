import clsx from 'clsx'
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

/** So that those of one day do not cover each other. */
const PLACES = {
  rules: '-top-1.5',
  set: '-bottom-1.5',
  access: 'bottom-3.5',
} as const satisfies Record<DayMark['kind'], string>

const MEANINGS = {
  rules: 'The rules changed',
  set: 'Repositories joined or left',
  access: 'What you may see changed',
} as const satisfies Record<DayMark['kind'], string>

/** Shapes that are told apart without colour, with an upright where the numbers before and after do not compare. */
export function DayMarks({
  marks,
  first,
  last,
}: {
  readonly marks: readonly DayMark[]
  /** Days at both edges. */
  readonly first: string
  readonly last: string
}) {
  return (
    <div aria-hidden="true">
      {marks
        .filter(({ day }) => day >= first && day <= last)
        .map(({ day, kind, text }) => (
          <div
            key={`${kind} ${day} ${text}`}
            className={clsx('absolute inset-y-0 w-0', kind !== 'set' && 'border-muted border-l-2 border-dashed')}
            style={{ left: percent(acrossDays(day, first, last)) }}
          >
            <MarkShape kind={kind} className={PLACES[kind]} />
          </div>
        ))}
    </div>
  )
}

/** Which shape means what; of those that are drawn. */
export function DayMarkLegend({ marks }: { readonly marks: readonly DayMark[] }) {
  const kinds = (Object.keys(SHAPES) as DayMark['kind'][]).filter((kind) => marks.some((mark) => mark.kind === kind))
  if (kinds.length === 0) return null
  return (
    <figcaption className="flex flex-wrap gap-x-4 text-muted text-xs">
      {kinds.map((kind) => (
        <span key={kind} className="inline-flex items-center gap-1.5">
          <Shape kind={kind} className="size-3 shrink-0" />
          {MEANINGS[kind]}
        </span>
      ))}
    </figcaption>
  )
}

function MarkShape({ kind, className }: { readonly kind: DayMark['kind']; readonly className: string }) {
  return (
    <span className={`absolute left-0 grid size-4 -translate-x-1/2 place-items-center ${className}`}>
      <Shape kind={kind} className="size-3 stroke-2 stroke-surface [paint-order:stroke]" />
    </span>
  )
}

function Shape({ kind, className }: { readonly kind: DayMark['kind']; readonly className: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={`overflow-visible text-muted ${className}`}>
      <path d={SHAPES[kind]} fill="currentColor" />
    </svg>
  )
}
