'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { ViewAnswer } from '@/lib/actions/saved-views'
import { ViewOutcome } from './view-outcome'

/** Names the current filters, order and columns. */
export function SaveView({
  save,
  mayShare,
  name,
}: {
  readonly save: (last: unknown, form: FormData) => Promise<ViewAnswer>
  readonly mayShare: boolean
  /** Of the view that is shown, when it is a saved one. */
  readonly name: string
}) {
  const [answer, submit, isSaving] = useActionState<ViewAnswer | null, FormData>(save, null)
  return (
    <div>
      <details>
        <summary className="link w-fit list-none py-1">Save this view</summary>
        <form action={submit} className="mt-1 flex flex-wrap items-center gap-2">
          <input
            type="text"
            name="name"
            aria-label="Name of the view"
            placeholder="Name"
            defaultValue={name}
            required
            maxLength={60}
            autoComplete="off"
            className="min-h-9 w-48 rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong"
          />
          {mayShare && (
            <label className="flex min-h-6 items-center gap-2">
              <input type="checkbox" name="shared" className="size-4 accent-ink" />
              For everybody here
            </label>
          )}
          <Button type="submit" busy={isSaving}>
            {isSaving ? 'Saving' : 'Save'}
          </Button>
        </form>
      </details>
      <ViewOutcome answer={answer} />
    </div>
  )
}
