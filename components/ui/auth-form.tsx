'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button'

/** Signs in or out by posting to next-auth, which wants a token against forged requests fetched first. */
export function AuthForm({
  action,
  returnTo,
  look = 'plain',
  className,
  children,
}: {
  readonly action: '/api/auth/signin/github' | '/api/auth/signout'
  /** A path of this site. */
  readonly returnTo: string
  readonly look?: 'primary' | 'plain'
  readonly className?: string
  readonly children: ReactNode
}) {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setState('busy')
    try {
      const response = await fetch('/api/auth/csrf', { cache: 'no-store' })
      const { csrfToken } = (await response.json()) as { csrfToken: string }
      const field = form.elements.namedItem('csrfToken')
      if (field instanceof HTMLInputElement) field.value = csrfToken
      form.submit()
    } catch {
      setState('failed')
    }
  }

  return (
    <form method="post" action={action} onSubmit={submit}>
      <input type="hidden" name="csrfToken" />
      <input type="hidden" name="callbackUrl" value={returnTo} />
      <Button type="submit" look={look} className={className} busy={state === 'busy'}>
        {children}
      </Button>
      {state === 'failed' && (
        <p role="alert" className="mt-2 text-fail text-sm">
          Airworthy did not answer. Check that it is running and try again.
        </p>
      )}
    </form>
  )
}
