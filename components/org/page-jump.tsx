import { orgPath } from '@/components/ui/paths'
import { formatCount } from '@/lib/checks/wording'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { KeptParameters } from './kept-parameters'

/** Goes to a page by its number, where there are so many that the next one does not lead far. */
export function PageJump({
  org,
  query,
  pages,
  anchor = 'repositories',
}: {
  readonly org: string
  readonly query: ScorecardQuery
  readonly pages: number
  /** Id of where on the page the rows begin. */
  readonly anchor?: string
}) {
  if (pages <= 2) return null
  return (
    <form
      action={`${orgPath(org)}#${anchor}`}
      aria-label="Go to a page"
      autoComplete="off"
      className="flex items-center justify-end gap-2 text-sm"
    >
      <KeptParameters query={query} />
      <label className="flex items-center gap-2 text-muted">
        Page
        <input
          key={query.page}
          type="number"
          name="page"
          min={1}
          max={pages}
          required
          inputMode="numeric"
          defaultValue={query.page}
          className="min-h-9 w-20 rounded-md border bg-surface px-2 text-ink tabular-nums"
        />
        of {formatCount(pages)}
      </label>
      <button type="submit" className="min-h-9 rounded-md border bg-surface px-3 font-medium hover:bg-sunken">
        Go
      </button>
    </form>
  )
}
