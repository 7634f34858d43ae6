import Link from 'next/link'
import { AuthForm } from './auth-form'
import { Icon } from './icon'

export interface AccountMenuProps {
  readonly login: string
  readonly name: string | null
  /** False in token mode, where there is no session to end. */
  readonly canSignOut: boolean
}

const LINKS = [
  { href: '/settings/tokens', label: 'Access tokens' },
  { href: '/api-docs', label: 'API' },
] as const

/** Who is looking, and the way out; a native disclosure, so it works without JavaScript. */
export function AccountMenu({ login, name, canSignOut }: AccountMenuProps) {
  return (
    <details className="relative text-sm">
      <summary className="flex h-9 list-none items-center gap-1.5 rounded-md px-2 hover:bg-sunken">
        <span
          aria-hidden="true"
          className="grid size-6 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
        >
          {login.slice(0, 1).toUpperCase()}
        </span>
        <span className="max-w-24 truncate max-sm:sr-only">{login}</span>
        <Icon name="chevron-down" className="size-3.5 text-muted" />
      </summary>
      <div className="absolute right-0 z-20 mt-1 w-56 rounded-lg border bg-surface p-3 shadow-lg">
        <p className="truncate font-medium">{name ?? login}</p>
        <p className="text-muted text-xs">{canSignOut ? `Signed in as ${login}` : `Using the token of ${login}`}</p>
        <ul className="mt-3 grid gap-0.5 border-t pt-2">
          {LINKS.map(({ href, label }) => (
            <li key={href}>
              <Link href={href} className="-mx-1 block rounded px-1 py-1.5 hover:bg-sunken">
                {label}
              </Link>
            </li>
          ))}
        </ul>
        {canSignOut && (
          <div className="mt-3 border-t pt-3">
            <AuthForm action="/api/auth/signout" returnTo="/" className="w-full">
              Sign out
            </AuthForm>
          </div>
        )}
      </div>
    </details>
  )
}
