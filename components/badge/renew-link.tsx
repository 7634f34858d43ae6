'use client'

import { useActionState } from 'react'
import { Confirm } from '@/components/ui/confirm'
import type { BadgeAnswer } from '@/lib/actions/badges'

/** Ends the links that were handed out, after a second look; works without JavaScript. */
export function RenewLink({ renew }: { readonly renew: () => Promise<BadgeAnswer> }) {
  const [answer, submit] = useActionState<BadgeAnswer | null>(renew, null)
  return (
    <div className="grid gap-2">
      <Confirm
        opener="Revoke this link"
        title="Revoke the link of this badge?"
        consequence="Badges that use it say “not found” within five minutes. A new link takes its place here."
        action={submit}
        yes="Revoke it"
        busy="Revoking"
        answer={answer}
      />
      {answer && (
        <p role={answer.ok ? 'status' : 'alert'} className={answer.ok ? undefined : 'text-fail'}>
          {answer.ok ? 'Revoked. The link above is the new one.' : answer.error}
        </p>
      )}
    </div>
  )
}
