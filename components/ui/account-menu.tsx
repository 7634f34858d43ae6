'use client'

import { type Account, accountLinks, standingOf } from './account-links'
import { AuthForm } from './auth-form'
import { Icon } from './icon'
import { Link } from './link'
import { Opener } from './opener'

const load = () => import('./account-menu-items')

/** Who is looking, and the way out. */
export function AccountMenu(account: Account) {
  return (
    <Opener
      kind="menu"
      className="flex h-9 items-center gap-1.5 rounded-md px-2 text-sm hover:bg-sunken aria-expanded:bg-sunken"
      label={
        <>
          <span
            aria-hidden="true"
            className="grid size-6 place-items-center rounded-full bg-accent-soft font-semibold text-accent text-xs"
          >
            {account.login.slice(0, 1).toUpperCase()}
          </span>
          <span className="max-w-24 truncate max-sm:sr-only">{account.login}</span>
          <Icon name="chevron-down" className="size-3.5 text-muted" />
        </>
      }
      plain={<PlainMenu {...account} />}
      plainLabel="Account"
      load={load}
      props={account}
    />
  )
}

function PlainMenu(account: Account) {
  return (
    <div className="w-48 text-sm">
      <p className="truncate font-medium">{account.name ?? account.login}</p>
      <p className="text-muted text-xs">{standingOf(account)}</p>
      <ul className="mt-3 grid gap-0.5 border-t pt-2">
        {accountLinks(account).map(({ href, label }) => (
          <li key={href}>
            <Link href={href} className="-mx-1 block rounded px-1 py-1.5 hover:bg-sunken">
              {label}
            </Link>
          </li>
        ))}
      </ul>
      {account.canSignOut && (
        <div className="mt-3 border-t pt-3">
          <AuthForm action="/api/auth/signout" returnTo="/" className="w-full">
            Sign out
          </AuthForm>
        </div>
      )}
    </div>
  )
}
