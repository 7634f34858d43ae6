'use client'

import type { ReactNode } from 'react'
import { ConfirmForm } from './confirm-form'
import { Opener } from './opener'

export interface Question {
  /** As a question. */
  readonly title: string
  /** What then happens, as a sentence. */
  readonly consequence: string
  readonly action: (form: FormData) => void
  /** What the button says that says yes, and what meanwhile. */
  readonly yes: string
  readonly busy: string
  /** Fields that go with the form, without anything to fill in. */
  readonly fields?: ReactNode
  /** The last answer of `action`: a yes closes the dialog, a no is said in it. */
  readonly answer: { readonly ok: true } | { readonly ok: false; readonly error: string } | null
}

const load = () => import('./confirm-dialog')

/**
 * Something by which something is lost, done only after a second look: a link-like button, and a dialog that says what
 * happens. Without JavaScript the same question stands in a popover.
 */
export function Confirm({ opener, ...question }: Question & { readonly opener: ReactNode }) {
  return (
    <div>
      <Opener
        kind="dialog"
        className="link w-fit text-left text-sm"
        label={opener}
        plainLabel={question.title}
        plain={
          <div className="grid max-w-sm gap-3 text-sm">
            <p>{question.consequence}</p>
            <ConfirmForm {...question} />
          </div>
        }
        load={load}
        props={question}
      />
    </div>
  )
}
