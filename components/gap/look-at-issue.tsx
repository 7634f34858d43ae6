'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { LookAnswer } from '@/lib/actions/gap-issues'

/** Asks GitHub whether an issue is still open: one that was closed by hand makes room for another. */
export function LookAtIssue({ lookAtIssue }: { readonly lookAtIssue: () => Promise<LookAnswer> }) {
  const [answer, look, looking] = useActionState<LookAnswer | null>(lookAtIssue, null)
  return (
    <form action={look} className="flex flex-wrap items-center gap-3">
      <Button type="submit" busy={looking}>
        {looking ? 'Looking…' : 'Was it closed on GitHub?'}
      </Button>
      <p role="status" className={answer?.ok === false ? 'text-fail text-sm' : 'text-muted text-sm'}>
        {answer?.ok && answer.isOpen && 'It is still open there.'}
        {answer?.ok === false && answer.error}
      </p>
    </form>
  )
}
