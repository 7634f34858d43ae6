import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { orgPath } from '@/components/ui/paths'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { COLUMNS } from '@/lib/data/table-columns'
import { columnName } from './column-names'
import { KeptParameters } from './kept-parameters'

/** Which columns the table has: ticked in a form that only asks for the page again. */
export function ColumnChoice({ org, query }: { readonly org: string; readonly query: ScorecardQuery }) {
  return (
    <details className="text-xs sm:relative">
      <summary className="list-none rounded-md border px-2.5 py-1 text-muted hover:text-ink">Columns</summary>
      <form
        action={orgPath(org)}
        aria-label="Columns"
        autoComplete="off"
        className="mt-1 grid w-44 gap-1 rounded-md border bg-surface p-3 text-sm sm:absolute sm:right-0 sm:z-20 sm:shadow-lg"
      >
        <KeptParameters query={query} without={['cols']} />
        {COLUMNS.map((column) => {
          const isShown = query.cols.includes(column)
          return (
            <label key={column} className="flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                name="cols"
                value={column}
                defaultChecked={isShown}
                data-checked={isShown}
                className="size-4 shrink-0 accent-ink"
              />
              {columnName(column)}
            </label>
          )
        })}
        <FormShortcuts />
      </form>
    </details>
  )
}
