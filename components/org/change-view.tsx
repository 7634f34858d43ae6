'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Confirm } from '@/components/ui/confirm'
import type { ViewAnswer } from '@/lib/actions/saved-views'
import type { SavedView } from '@/lib/data/saved-views'
import { ViewOutcome } from './view-outcome'

/** One saved view: its name to be changed, and its deletion, which is confirmed. */
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
  const [removed, submitRemoval] = useActionState<ViewAnswer | null, FormData>(remove, null)
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
        <div className="py-2">
          <Confirm
            opener={
              <>
                Delete<span className="sr-only"> {view.name}</span>
              </>
            }
            title={`Delete “${view.name}”?`}
            consequence={
              view.isShared
                ? 'It is gone for everybody here. What it shows stays as it is.'
                : 'It is gone from your views. What it shows stays as it is.'
            }
            action={submitRemoval}
            yes="Yes, delete"
            busy="Deleting"
            answer={removed}
          />
        </div>
      </div>
      <ViewOutcome answer={renamed} />
      <ViewOutcome answer={removed} />
    </li>
  )
}
