import { AuthForm } from './auth-form'

/** The button, and what it gives away. */
export function SignIn({ returnTo }: { readonly returnTo: string }) {
  return (
    <div className="grid gap-3">
      <AuthForm action="/api/auth/signin/github" returnTo={returnTo} look="primary" className="min-h-11 px-5">
        Sign in with GitHub
      </AuthForm>
      <noscript>
        <p className="text-sm">Signing in needs JavaScript; the pages behind it do not.</p>
      </noscript>
      <p className="max-w-prose text-muted text-sm">
        Airworthy shows you the organisations that you belong to and the repositories that GitHub lets you read, and
        nothing else. It never runs their code and never writes to them.
      </p>
    </div>
  )
}
