import { AuthForm } from './auth-form'

/** The button, and what it gives away; in token mode why there is none. */
export function SignIn({ returnTo, tokenMode }: { readonly returnTo: string; readonly tokenMode: boolean }) {
  if (tokenMode) {
    return (
      <p className="max-w-prose text-muted text-sm">
        This Airworthy works with the token of one person. It answers only on the machine that it runs on, under
        127.0.0.1 or localhost, and only while GitHub accepts the token.
      </p>
    )
  }
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
        nothing else. It never runs or changes their code.
      </p>
    </div>
  )
}
