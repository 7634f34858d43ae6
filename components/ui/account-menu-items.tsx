'use client'

import { type Account, accountLinks, standingOf } from './account-links'
import { AuthFormAround } from './auth-form'
import { Menu, MenuHeading, MenuLink, MenuSeparator, MenuSubmit } from './menu'
import type { Opened } from './opener'

export default function AccountMenuItems({ trigger, isByKey, ...account }: Account & Opened) {
  return (
    <Menu trigger={trigger} isByKey={isByKey}>
      <MenuHeading>
        <span className="block truncate font-medium">{account.name ?? account.login}</span>
        <span className="block text-muted text-xs">{standingOf(account)}</span>
      </MenuHeading>
      <MenuSeparator />
      {accountLinks(account).map(({ href, label }) => (
        <MenuLink key={href} href={href}>
          {label}
        </MenuLink>
      ))}
      {account.canSignOut && (
        <>
          <MenuSeparator />
          <AuthFormAround action="/api/auth/signout" returnTo="/">
            {(isBusy) => <MenuSubmit>{isBusy ? 'Signing out…' : 'Sign out'}</MenuSubmit>}
          </AuthFormAround>
        </>
      )}
    </Menu>
  )
}
