'use client'

import { useActionState } from 'react'
import { Confirm } from '@/components/ui/confirm'
import type { WaiverAnswer } from '@/lib/actions/waivers'

/** Ends a waiver; what that does is said before it can be pressed. */
export function RevokeForm({
  revoke,
  consequence,
}: {
  readonly revoke: () => Promise<WaiverAnswer>
  /** What it does, as a sentence. */
  readonly consequence: string
}) {
  const [answer, send] = useActionState<WaiverAnswer | null>(revoke, null)
  return (
    <div className="grid gap-2">
      <Confirm
        opener="Revoke…"
        title="Revoke this waiver?"
        consequence={consequence}
        action={send}
        yes="Revoke the waiver"
        busy="Revoking…"
        answer={answer}
      />
      {answer?.ok === false && (
        <p role="alert" className="text-fail text-sm">
          {answer.error}
        </p>
      )}
    </div>
  )
}
