import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { type ScorecardQuery, SORTS, type Sort } from '@/lib/data/scorecard-query'
import type { Column } from '@/lib/data/table-columns'
import { columnName } from './column-names'
import { SortHeader } from './sort-header'

/** The heads of the table of repositories, each of which sorts by its column where that can be sorted by. */
export function RepositoryHeads({
  query,
  href,
}: {
  readonly query: ScorecardQuery
  readonly href: (order: Pick<ScorecardQuery, 'sort' | 'order'>) => string
}) {
  return (
    <tr className="border-b text-left align-bottom text-muted text-xs">
      <SortHeader sort="name" label="Repository" query={query} href={href} />
      {query.cols.map((column) => {
        const align = isCategory(column) ? 'text-center' : 'text-right'
        const label = column === 'change' ? `${query.window} days` : column === 'pushed' ? 'Pushed' : columnName(column)
        if (isSort(column)) {
          return <SortHeader key={column} sort={column} label={label} query={query} href={href} className={align} />
        }
        return (
          <th key={column} scope="col" className={`px-1 py-2 font-normal ${align}`}>
            {label}
          </th>
        )
      })}
    </tr>
  )
}

function isCategory(column: Column): column is CategoryId {
  return CATEGORIES.some(({ id }) => id === column)
}

function isSort(column: string): column is Sort {
  return SORTS.some((sort) => sort === column)
}
