'use client'

import { repositoryPath } from '@/components/ui/paths'
import { formatCoverage } from '@/components/ui/score'
import { Tag } from '@/components/ui/tag'
import { KIND_TITLES } from '@/lib/checks/rubric'
import type { RepositoryRow } from '@/lib/data/repository-list'
import type { Column } from '@/lib/data/table-columns'
import { RepositoryCell } from './repository-cell'

const LOW_COVERAGE = 0.8

/**
 * The rows of the table of repositories. Rendered from their data in the browser as well, so that the page carries that
 * data once instead of its markup twice.
 */
export function RepositoryRows({
  org,
  rows,
  cols,
}: {
  readonly org: string
  readonly rows: readonly RepositoryRow[]
  readonly cols: readonly Column[]
}) {
  return (
    <tbody className="max-md:block">
      {rows.map((row) => (
        <tr key={row.id} className="repository-row">
          <th scope="row">
            <Name org={org} row={row} />
          </th>
          {cols.map((column) => (
            <RepositoryCell key={column} org={org} row={row} column={column} />
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Name({ org, row }: { readonly org: string; readonly row: RepositoryRow }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <a
          href={repositoryPath(org, row.name)}
          data-row=""
          data-soft=""
          className="font-medium [overflow-wrap:anywhere] hover:underline"
        >
          {row.name}
        </a>
        {row.kind && <span className="text-muted text-xs">{KIND_TITLES[row.kind]}</span>}
        {row.isPrivate && <Tag icon="lock">Private</Tag>}
        {row.isArchived && <Tag icon="archive">Archived</Tag>}
        {row.isBehind && (
          <span
            className="text-unknown text-xs"
            title="The newest commit could not be judged; all of this is of an older one"
          >
            Behind
          </span>
        )}
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
