import clsx from 'clsx'
import { axisLabels } from './axis-labels'
import { acrossDays, percent } from './geometry'

/** Days or months under a plot, none of them beyond its edges. Both days are YYYY-MM-DD. */
export function XAxis({ first, last }: { readonly first: string; readonly last: string }) {
  return (
    <div aria-hidden="true" className="relative mt-2 h-4 text-2xs text-muted">
      {axisLabels(first, last).map(({ day, text, isOnPhone }) => {
        const x = percent(acrossDays(day, first, last))
        return (
          <span
            key={day}
            className={clsx('absolute whitespace-nowrap', !isOnPhone && 'max-sm:hidden')}
            style={{ left: x, transform: `translateX(-${x})` }}
          >
            {text}
          </span>
        )
      })}
    </div>
  )
}
