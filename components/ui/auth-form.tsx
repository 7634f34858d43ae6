'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button'

interface AuthFormProps {
  readonly action: '/api/auth/signin/github' | '/api/auth/signout'
  /** A path of this site. */
  readonly returnTo: string
}

/** Signs in or out by posting to next-auth, which wants a token against forged requests fetched first. */
export function AuthForm({
  look = 'plain',
  className,
  children,
  ...form
}: AuthFormProps & {
  readonly look?: 'primary' | 'plain'
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <AuthFormAround {...form}>
      {(isBusy) => (
        <Button type="submit" look={look} className={className} busy={isBusy}>
          {children}
        </Button>
      )}
    </AuthFormAround>
  )
}

/** The same around another button. */
export function AuthFormAround({
  action,
  returnTo,
  children,
}: AuthFormProps & { readonly children: (isBusy: boolean) => ReactNode }) {
  const [state, setState] = useState<'ready' | 'busy' | 'failed'>('ready')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (state === 'busy') return
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
      {children(state === 'busy')}
      {state === 'failed' && (
        <p role="alert" className="mt-2 text-fail text-sm">
          Airworthy did not answer. Check that it is running and try again.
        </p>
      )}
    </form>
  )
}
