'use client'

import { createContext, type ReactNode, useActionState, useContext, useEffect, useRef } from 'react'
import type { RevokedTokenAnswer } from '@/lib/actions/api-tokens'

interface Revocation {
  readonly submit: (form: FormData) => void
  readonly answer: RevokedTokenAnswer | null
}

const Revocations = createContext<Revocation>({ submit: () => undefined, answer: null })

/** Revokes one of the tokens below, whose id is in the form. */
export function useRevocation(): Revocation {
  return useContext(Revocations)
}

/** Says above the tokens what became of the one that was revoked, whose own row is gone by then. */
export function TokenRevocations({
  revoke,
  children,
}: {
  readonly revoke: (last: unknown, form: FormData) => Promise<RevokedTokenAnswer>
  readonly children: ReactNode
}) {
  const [answer, submit] = useActionState<RevokedTokenAnswer | null, FormData>(revoke, null)
  const outcome = useRef<HTMLParagraphElement>(null)

  // The button that had the focus went with its row.
  useEffect(() => {
    if (answer?.ok) outcome.current?.focus()
  }, [answer])

  return (
    <Revocations value={{ submit, answer }}>
      {answer && (
        <p
          ref={outcome}
          tabIndex={-1}
          role={answer.ok ? 'status' : 'alert'}
          className={answer.ok ? 'mb-2 text-sm' : 'mb-2 text-fail text-sm'}
        >
          {answer.ok ? `“${answer.name}” was revoked.` : answer.error}
        </p>
      )}
      {children}
    </Revocations>
  )
}
