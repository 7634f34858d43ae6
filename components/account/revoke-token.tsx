'use client'

import { useFormStatus } from 'react-dom'
import { Button } from '@/components/ui/button'
import { useRevocation } from './token-revocations'

/** Ends a token after a second look; a native disclosure, so that it works without JavaScript. */
export function RevokeToken({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <details className="text-sm">
      <summary className="link w-fit list-none">
        Revoke<span className="sr-only"> {name}</span>
      </summary>
      <form action={useRevocation()} className="mt-2 grid max-w-xs gap-2">
        <input type="hidden" name="id" value={id} />
        <p>Whatever uses it stops working at once, and it can’t be brought back.</p>
        <div>
          <SubmitButton name={name} />
        </div>
      </form>
    </details>
  )
}

function SubmitButton({ name }: { readonly name: string }) {
  const { pending } = useFormStatus()
  return (
    <Button type="submit" busy={pending} aria-label={`Revoke ${name} for good`}>
      {pending ? 'Revoking' : 'Revoke for good'}
    </Button>
  )
}
