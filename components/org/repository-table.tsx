import Link from 'next/link'
import { repositoryPath } from '@/components/ui/paths'
import { formatCoverage } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { KIND_TITLES } from '@/lib/checks/rubric'
import type { RepositoryRow } from '@/lib/data/repository-list'
import type { ScorecardQuery } from '@/lib/data/scorecard-query'
import { RepositoryCell } from './repository-cell'
import { RepositoryHeads } from './repository-heads'

const LOW_COVERAGE = 0.8

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
    <table className="w-full border-collapse text-sm max-md:block">
      <caption className="sr-only">Repositories with their scores by category</caption>
      <thead className="max-md:sr-only">
        <RepositoryHeads query={query} href={href} />
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr
            key={row.id}
            className="border-b last:border-0 focus-within:bg-sunken/50 max-md:grid max-md:grid-cols-6 max-md:gap-x-1 max-md:gap-y-2 max-md:py-3 md:hover:bg-sunken/50"
          >
            <th
              scope="row"
              className="min-w-0 text-left font-normal max-md:col-span-4 md:w-full md:min-w-48 md:max-w-0 md:py-2 md:pr-4"
            >
              <Name org={org} row={row} />
            </th>
            {query.cols.map((column) => (
              <RepositoryCell key={column} org={org} row={row} column={column} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Name({ org, row }: { readonly org: string; readonly row: RepositoryRow }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Link
          href={repositoryPath(org, row.name)}
          data-row=""
          className="font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {row.name}
        </Link>
        {row.kind && <span className="text-muted text-xs">{KIND_TITLES[row.kind]}</span>}
        {row.isPrivate && <Tag icon="lock">Private</Tag>}
        {row.isArchived && <Tag icon="archive">Archived</Tag>}
        {row.score !== null && row.coverage !== null && row.coverage < LOW_COVERAGE && (
          <span className="text-unknown text-xs" title="The rest could not be looked at: the score stands on less">
            {formatCoverage(row.coverage)} judged
          </span>
        )}
      </span>
      {row.noScoreReason ? (
        <span className="block truncate text-muted text-xs">{row.noScoreReason}</span>
      ) : (
        row.description && <span className="block truncate text-faint text-xs max-md:hidden">{row.description}</span>
      )}
    </>
  )
}
