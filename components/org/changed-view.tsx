'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import type { ViewAnswer } from '@/lib/actions/saved-views'
import { ViewOutcome } from './view-outcome'

/** Says that what is shown is no longer the saved view from which somebody came: to be saved to it, or taken back. */
export function ChangedView({
  name,
  isShared,
  mayChange,
  discardHref,
  save,
}: {
  readonly name: string
  readonly isShared: boolean
  readonly mayChange: boolean
  /** Address of the view as it is saved. */
  readonly discardHref: string
  readonly save: (last: unknown, form: FormData) => Promise<ViewAnswer>
}) {
  const [answer, submit, isSaving] = useActionState<ViewAnswer | null, FormData>(save, null)
  return (
    <section aria-label={`Changes to ${name}`} className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span className="text-muted">
        “{name}” is changed{mayChange ? '.' : ': save this view as one of yours to keep it.'}
      </span>
      {mayChange && (
        <form action={submit}>
          <input type="hidden" name="name" value={name} />
          {isShared && <input type="hidden" name="shared" value="on" />}
          <Button type="submit" busy={isSaving}>
            {isShared ? 'Save for everybody' : 'Save'}
          </Button>
        </form>
      )}
      <Link href={discardHref} scroll={false} className="link py-1">
        Discard
      </Link>
      <ViewOutcome answer={answer} />
    </section>
  )
}
