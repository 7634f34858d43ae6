import { farDownRows } from '@/components/ui/far-down'
import type { RepositoryRow } from '@/lib/data/repository-list'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { RepositoryHeads } from './repository-heads'
import { RepositoryRows } from './repository-rows'

/** Repositories by the six categories as a heat map; cards on a phone. `href` builds the address of another order. */
export function RepositoryTable({
  org,
  rows,
  query,
  href,
}: {
  readonly org: string
  readonly rows: readonly RepositoryRow[]
  readonly query: ScorecardQuery
  readonly href: (order: Pick<ScorecardQuery, 'sort' | 'order'>) => string
}) {
  return (
    <div className="far-down -mx-2 overflow-x-auto px-2" style={farDownRows(rows.length)}>
      <table className="w-full border-collapse text-sm max-md:block">
        <caption className="sr-only">Repositories with their scores by category</caption>
        <thead className="max-md:sr-only">
          <RepositoryHeads query={query} href={href} />
        </thead>
        <RepositoryRows org={org} rows={rows.map((row) => asShown(row, query.cols))} cols={query.cols} />
      </table>
    </div>
  )
}

/** Without what no column shows and can be long. */
function asShown(row: RepositoryRow, cols: ScorecardQuery['cols']): RepositoryRow {
  return cols.includes('teams') ? row : { ...row, teams: [] }
}
