'use client'

import { Confirm } from '@/components/ui/confirm'
import { useRevocation } from './token-revocations'

/** Ends a token after a second look. */
export function RevokeToken({ id, name }: { readonly id: string; readonly name: string }) {
  const { submit, answer } = useRevocation()
  return (
    <Confirm
      opener={
        <>
          Revoke<span className="sr-only"> {name}</span>
        </>
      }
      title={`Revoke “${name}”?`}
      consequence="Whatever uses it stops working at once, and it can’t be brought back."
      action={submit}
      fields={<input type="hidden" name="id" value={id} />}
      yes="Revoke for good"
      busy="Revoking"
      answer={answer}
    />
  )
}
