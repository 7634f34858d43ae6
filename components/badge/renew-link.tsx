'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { BadgeAnswer } from '@/lib/actions/badges'

/** Ends the links that were handed out, after a second look; works without JavaScript. */
export function RenewLink({ renew }: { readonly renew: () => Promise<BadgeAnswer> }) {
  const [answer, submit, isRenewing] = useActionState<BadgeAnswer | null>(renew, null)
  return (
    <div className="grid gap-2">
      <details>
        <summary className="link w-fit list-none">Revoke this link</summary>
        <form action={submit} className="mt-2 grid gap-2">
          <p>Badges that use it say “not found” within five minutes. A new link takes its place here.</p>
          <div>
            <Button type="submit" busy={isRenewing}>
              {isRenewing ? 'Revoking' : 'Revoke it'}
            </Button>
          </div>
        </form>
      </details>
      {answer && (
        <p role={answer.ok ? 'status' : 'alert'} className={answer.ok ? undefined : 'text-fail'}>
          {answer.ok ? 'Revoked. The link above is the new one.' : answer.error}
        </p>
      )}
    </div>
  )
}
