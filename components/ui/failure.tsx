'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { requestIdOfPage } from './asked-under'
import { Button } from './button'
import { Empty } from './empty'
import { useHydrated } from './use-hydrated'

/** What an error boundary shows; `reset` and a fresh read from the server are one press. */
export function Failure({
  error,
  reset,
}: {
  readonly error: Error & { readonly digest?: string }
  readonly reset: () => void
}) {
  const router = useRouter()
  const requestId = useHydrated() ? requestIdOfPage() : null
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <div role="alert">
      <Empty
        title="This page could not be shown"
        actions={
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
        }
      >
        The fault is on our side, or GitHub or the database did not answer.
        {error.digest && <> The server’s log has it under {error.digest}.</>}
        {requestId && (
          <>
            {' '}
            Tell whoever runs Airworthy the number of the request:{' '}
            <code className="font-mono [overflow-wrap:anywhere]">{requestId}</code>
          </>
        )}
      </Empty>
    </div>
  )
}
