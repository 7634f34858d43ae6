'use client'

import { useActionState } from 'react'
import { Confirm } from '@/components/ui/confirm'
import { type Answer, AnswerLine } from './answer-line'

/** Something by which something is lost: what that is stands there before it can be pressed. */
export function ConfirmedAction({
  act,
  summary,
  title,
  consequence,
  label,
  busy,
}: {
  readonly act: () => Promise<Answer>
  /** What opens the question. */
  readonly summary: string
  /** As a question. */
  readonly title: string
  /** As a sentence. */
  readonly consequence: string
  /** What the button says that does it. */
  readonly label: string
  /** And what it says meanwhile. */
  readonly busy: string
}) {
  const [answer, press] = useActionState<Answer | null>(act, null)
  return (
    <div className="grid gap-2">
      <Confirm
        opener={summary}
        title={title}
        consequence={consequence}
        action={press}
        yes={label}
        busy={busy}
        answer={answer}
      />
      <AnswerLine answer={answer} />
    </div>
  )
}
