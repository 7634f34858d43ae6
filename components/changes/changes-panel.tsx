import { RangeLinks } from '@/components/org/range-links'
import { rangeSince } from '@/components/org/range-words'
import { ExportLinks } from '@/components/ui/export-links'
import { farDownRows } from '@/components/ui/far-down'
import { Pagination } from '@/components/ui/pagination'
import { Panel } from '@/components/ui/panel'
import { exportPath } from '@/components/ui/paths'
import { formatCount } from '@/lib/checks/wording'
import { type ChangesQuery, changesSearch } from '@/lib/data/changes-query'
import { RANGE_FIELDS } from '@/lib/data/trend-range'
import { CHANGES_PER_PAGE, MOST_COUNTED, type VerdictChanges } from '@/lib/data/verdict-changes'
import { ChangesFilters } from './changes-filters'
import { DirectionLinks } from './direction-links'
import { VerdictChangeList } from './verdict-change-list'

const ANCHOR = 'what-changed'

/** Verdicts that moved within the range of the address: filtered, counted and by pages. */
export function ChangesPanel({
  org,
  path,
  kept,
  query,
  found,
  teams,
  hasRange,
}: {
  readonly org: string
  /** Address of the page without a query; its export stands below it. */
  readonly path: string
  /** What else the address asks for, as a query string. */
  readonly kept: string
  readonly query: ChangesQuery
  readonly found: VerdictChanges
  /** To choose from; none where the page is about one. */
  readonly teams: readonly { readonly slug: string; readonly name: string }[]
  /** The range is chosen here and not elsewhere on the page. */
  readonly hasRange: boolean
}) {
  const { changes, total } = found
  const href = (next: Partial<ChangesQuery>) => `${path}${changesSearch(query, next, kept)}#${ANCHOR}`
  return (
    <Panel
      id={ANCHOR}
      title="What changed"
      note={`${count(total)} ${rangeSince(query.range)}, by the day of the commit; with its author, pull request and who merged it, where that is known`}
      actions={
        <div className="flex flex-wrap items-center gap-2 print:hidden">
          <DirectionLinks moved={query.moved} href={(moved) => href({ moved })} />
          {hasRange && (
            <RangeLinks range={query.range} problem={query.rangeProblem} href={(range) => href({ range })} />
          )}
        </div>
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <ChangesFilters path={path} kept={kept} query={query} teams={teams} />
        {changes.length === 0 ? (
          <p className="text-muted text-sm">
            {total > 0 ? 'There are fewer pages than that.' : 'No verdict has changed.'}
          </p>
        ) : (
          // A change is half as high.
          <div className="far-down" style={farDownRows(changes.length / 2)}>
            <VerdictChangeList org={org} changes={changes} />
          </div>
        )}
        <Pagination
          page={query.page}
          pageSize={CHANGES_PER_PAGE}
          total={total}
          href={(page) => href({ page })}
          noun="changes"
        />
        {total > 0 && (
          <ExportLinks
            what="what changed"
            path={exportPath(path, 'changes')}
            search={changesSearch(query)}
            keeps={RANGE_FIELDS}
          />
        )}
      </div>
    </Panel>
  )
}

function count(total: number): string {
  if (total === 1) return 'One verdict moved'
  return `${formatCount(total)}${total === MOST_COUNTED ? ' or more' : ''} verdicts moved`
}
