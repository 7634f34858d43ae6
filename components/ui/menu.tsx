'use client'

import './style-nonce'
import * as Radix from '@radix-ui/react-dropdown-menu'
import { type ReactNode, useCallback, useRef } from 'react'
import { Link } from './link'
import type { Opened } from './opener'

const ITEM =
  'block w-full rounded-sm px-2 py-1.5 text-left outline-none data-highlighted:bg-sunken forced-colors:data-highlighted:outline-2'

/** What can be done, over the page: arrows, Home, End and letters choose. Open at first; load it through `Opener`. */
export function Menu({ trigger, isByKey, children }: Opened & { readonly children: ReactNode }) {
  // Radix was not there to see the key that opened it for the first time.
  const isFirst = useRef(isByKey)
  const focusFirst = useCallback((menu: HTMLElement | null) => {
    if (isFirst.current) menu?.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true })
    isFirst.current = false
  }, [])
  return (
    <Radix.Root defaultOpen modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          ref={focusFirst}
          align="end"
          sideOffset={4}
          collisionPadding={8}
          loop
          className="overlay z-30 w-56 p-1 text-sm"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function MenuLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <Radix.Item asChild>
      <Link href={href} className={ITEM}>
        {children}
      </Link>
    </Radix.Item>
  )
}

/** Sends the form around it; the menu stays open until the page is left, to say when that fails. */
export function MenuSubmit({ children }: { readonly children: ReactNode }) {
  return (
    <Radix.Item asChild onSelect={(event) => event.preventDefault()}>
      <button type="submit" className={ITEM}>
        {children}
      </button>
    </Radix.Item>
  )
}

/** What the menu is about; not chosen. */
export function MenuHeading({ children }: { readonly children: ReactNode }) {
  return <Radix.Label className="px-2 py-1.5">{children}</Radix.Label>
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 border-t" />
}
