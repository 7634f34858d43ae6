import { FormShortcuts } from '@/components/ui/form-shortcuts'
import { orgPath } from '@/components/ui/paths'
import { Popover } from '@/components/ui/popover'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { COLUMNS } from '@/lib/data/table-columns'
import { columnName } from './column-names'
import { KeptParameters } from './kept-parameters'

/** Which columns the table has: ticked in a form that only asks for the page again. */
export function ColumnChoice({ org, query }: { readonly org: string; readonly query: ScorecardQuery }) {
  return (
    <Popover
      label="Columns"
      name="Choice of columns"
      className="rounded-md border px-2.5 py-1 text-muted text-xs hover:text-ink"
      panel="p-3"
    >
      <form action={orgPath(org)} aria-label="Columns" autoComplete="off" className="grid w-40 gap-1 text-sm">
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
    </Popover>
  )
}
