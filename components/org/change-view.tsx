'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { ViewAnswer } from '@/lib/actions/saved-views'
import type { SavedView } from '@/lib/data/saved-views'
import { ViewOutcome } from './view-outcome'

/** One saved view: its name to be changed, and its deletion, which is confirmed by a second press. */
export function ChangeView({
  view,
  rename,
  remove,
}: {
  readonly view: SavedView
  readonly rename: (last: unknown, form: FormData) => Promise<ViewAnswer>
  readonly remove: (last: unknown, form: FormData) => Promise<ViewAnswer>
}) {
  const [renamed, submitName, isRenaming] = useActionState<ViewAnswer | null, FormData>(rename, null)
  const [removed, submitRemoval, isRemoving] = useActionState<ViewAnswer | null, FormData>(remove, null)
  return (
    <li>
      <div className="flex flex-wrap items-start gap-2">
        <form action={submitName} className="flex min-w-0 grow gap-2">
          <input
            key={view.name}
            type="text"
            name="name"
            aria-label={`New name of ${view.name}`}
            defaultValue={view.name}
            required
            maxLength={60}
            autoComplete="off"
            className="min-h-9 min-w-0 grow rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong"
          />
          <Button type="submit" busy={isRenaming}>
            Rename
          </Button>
        </form>
        <details>
          <summary className="link list-none py-2">
            Delete<span className="sr-only"> {view.name}</span>
          </summary>
          <form action={submitRemoval} className="flex flex-wrap items-center gap-2">
            <span>
              Delete “{view.name}”{view.isShared && ' for everybody'}?
            </span>
            <Button type="submit" busy={isRemoving}>
              Yes, delete
            </Button>
          </form>
        </details>
      </div>
      <ViewOutcome answer={renamed} />
      <ViewOutcome answer={removed} />
    </li>
  )
}
