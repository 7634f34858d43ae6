'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { AnswerLine } from './answer-line'

type Answer = Parameters<typeof AnswerLine>[0]['answer']

/** A button that does one thing, and what came of it. */
export function PressedAction({
  act,
  label,
  busy,
}: {
  readonly act: () => Promise<Exclude<Answer, null>>
  readonly label: string
  /** What the button says meanwhile. */
  readonly busy: string
}) {
  const [answer, press, isActing] = useActionState<Answer>(act, null)
  return (
    <form action={press} className="flex flex-wrap items-center gap-3">
      <Button type="submit" busy={isActing}>
        {isActing ? busy : label}
      </Button>
      <AnswerLine answer={answer} />
    </form>
  )
}
