import clsx from 'clsx'
import { Link } from '@/components/ui/link'
import { savedViewPath } from '@/components/ui/paths'
import { deleteView, renameView, saveView } from '@/lib/actions/saved-views'
import type { SavedView } from '@/lib/data/saved-views'
import { parseScorecardSearch, type ScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'
import { ChangeView } from './change-view'
import { ChangedView } from './changed-view'
import { CopyViewLink } from './copy-view-link'
import { SaveView } from './save-view'
import { scorecardPath } from './scorecard-path'

/** Saved ways of looking as links, and the forms to save the current one, rename and delete. */
export function SavedViews({
  org,
  query,
  views,
  mayShare,
}: {
  readonly org: string
  readonly query: ScorecardQuery
  readonly views: readonly SavedView[]
  /** Owners may save for everybody. */
  readonly mayShare: boolean
}) {
  const search = scorecardSearch(query, { saved: undefined })
  const came = views.find(({ id }) => id === query.saved)
  const current = came?.search === search ? came : views.find((view) => view.search === search)
  const href = (view: SavedView) => scorecardPath(org, parseScorecardSearch(view.search), { saved: view.id })
  const changeable = views.filter(({ mayChange }) => mayChange)
  return (
    <div className="flex flex-wrap items-start gap-x-4 gap-y-2 text-sm">
      {views.length > 0 && (
        <nav aria-label="Saved views">
          <ul className="flex flex-wrap gap-1.5">
            {views.map((view) => (
              <li key={view.id}>
                <Link
                  href={href(view)}
                  scroll={false}
                  aria-current={view === current ? 'true' : undefined}
                  className={clsx(
                    'inline-flex min-h-8 max-w-64 items-center gap-1.5 rounded-full border px-3 py-1',
                    view === current
                      ? 'border-ink bg-ink text-canvas'
                      : 'text-muted hover:border-line-strong hover:text-ink',
                  )}
                >
                  <span className="truncate">{view.name}</span>
                  {view.isShared && <span className="text-xs">shared</span>}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {current && <CopyViewLink path={savedViewPath(org, current.id)} name={current.name} />}
      {came && !current && (
        <ChangedView
          name={came.name}
          isShared={came.isShared}
          mayChange={came.mayChange}
          discardHref={href(came)}
          save={saveView.bind(null, org, search)}
        />
      )}
      <SaveView save={saveView.bind(null, org, search)} mayShare={mayShare} name={current?.name ?? ''} />
      {changeable.length > 0 && (
        <details className="min-w-0 grow">
          <summary className="link w-fit list-none py-1">Edit views</summary>
          <ul className="mt-1 grid max-w-xl grid-cols-[minmax(0,1fr)] gap-2">
            {changeable.map((view) => (
              <ChangeView
                key={view.id}
                view={view}
                rename={renameView.bind(null, org, view.id)}
                remove={deleteView.bind(null, org, view.id)}
              />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
