'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { type Answer, AnswerLine } from './answer-line'

/** A button that does one thing, and what came of it. */
export function PressedAction({
  act,
  label,
  busy,
}: {
  readonly act: () => Promise<Answer>
  readonly label: string
  /** What the button says meanwhile. */
  readonly busy: string
}) {
  const [answer, press, isActing] = useActionState<Answer | null>(act, null)
  return (
    <form action={press} className="flex flex-wrap items-center gap-3">
      <Button type="submit" busy={isActing}>
        {isActing ? busy : label}
      </Button>
      <AnswerLine answer={answer} />
    </form>
  )
}
