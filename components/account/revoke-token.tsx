'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { RevokedTokenAnswer } from '@/lib/actions/api-tokens'

/** Ends a token after a second look; a native disclosure, so that it works without JavaScript. */
export function RevokeToken({
  id,
  name,
  revoke,
}: {
  readonly id: string
  readonly name: string
  readonly revoke: (last: unknown, form: FormData) => Promise<RevokedTokenAnswer>
}) {
  const [answer, submit, isRevoking] = useActionState<RevokedTokenAnswer | null, FormData>(revoke, null)
  return (
    <details className="text-sm">
      <summary className="link w-fit list-none">
        Revoke<span className="sr-only"> {name}</span>
      </summary>
      <form action={submit} className="mt-2 grid max-w-xs gap-2">
        <input type="hidden" name="id" value={id} />
        <p>Whatever uses it stops working at once, and it can’t be brought back.</p>
        <div>
          <Button type="submit" busy={isRevoking} aria-label={`Revoke ${name} for good`}>
            {isRevoking ? 'Revoking' : 'Revoke for good'}
          </Button>
        </div>
        {answer && !answer.ok && (
          <p role="alert" className="text-fail">
            {answer.error}
          </p>
        )}
      </form>
    </details>
  )
}
