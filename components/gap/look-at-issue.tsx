'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { lookAtIssue } from '@/lib/actions/gap-issues'
import type { CharacteristicId } from '@/lib/checks/rubric'

/** Asks GitHub whether an issue is still open: one that was closed by hand makes room for another. */
export function LookAtIssue({
  org,
  name,
  id,
}: {
  readonly org: string
  readonly name: string
  readonly id: CharacteristicId
}) {
  const [answer, look, looking] = useActionState(lookAtIssue.bind(null, org, name, id), null)
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
