'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
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
  const [answer, send, sending] = useActionState<WaiverAnswer | null>(revoke, null)
  return (
    <details>
      <summary className="link w-fit list-none text-sm">Revoke…</summary>
      <form action={send} className="mt-2 flex flex-wrap items-center gap-3 rounded-md border p-3">
        <p className="min-w-0 flex-1 basis-60 text-sm">{consequence}</p>
        <Button type="submit" busy={sending}>
          {sending ? 'Revoking…' : 'Revoke the waiver'}
        </Button>
        {answer?.ok === false && (
          <p role="alert" className="basis-full text-fail text-sm">
            {answer.error}
          </p>
        )}
      </form>
    </details>
  )
}
