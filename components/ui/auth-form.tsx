'use client'

import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from './button'
import { NO_ANSWER, refusedSignIn } from './sign-in-address'

interface AuthFormProps {
  readonly action: '/api/auth/signin/github' | '/api/auth/signout'
  /** A path of this site. */
  readonly returnTo: string
}

/**
 * Signs in or out by posting to next-auth, which wants a token against forged requests fetched first. Where that leads is
 * gone to by script, because no form here may lead to another site.
 */
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
  const [state, setState] = useState<'ready' | 'busy' | Problem>('ready')

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (state === 'busy') return
    setState('busy')
    try {
      const { csrfToken } = await read<{ csrfToken: string }>('/api/auth/csrf')
      const body = new URLSearchParams({ csrfToken, callbackUrl: returnTo, json: 'true' })
      const { url } = await read<{ url: string }>(action, { method: 'POST', body })
      window.location.assign(url)
    } catch (error) {
      setState({ problem: error instanceof Refused ? error.message : NO_ANSWER })
    }
  }

  return (
    <form method="post" action={`${action}?${new URLSearchParams({ callbackUrl: returnTo })}`} onSubmit={submit}>
      {children(state === 'busy')}
      {typeof state === 'object' && (
        <p role="alert" className="mt-2 text-fail text-sm">
          {state.problem}
        </p>
      )}
    </form>
  )
}

interface Problem {
  readonly problem: string
}

/** Its message is for whoever signs in or out. */
class Refused extends Error {}

async function read<Answer>(address: string, options?: RequestInit): Promise<Answer> {
  const response = await fetch(address, { cache: 'no-store', ...options })
  if (!response.ok) throw new Refused(refusedSignIn(response))
  return response.json()
}
