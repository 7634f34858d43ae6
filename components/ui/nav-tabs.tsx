'use client'

import clsx from 'clsx'
import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { Link } from './link'

export interface NavTab {
  readonly href: string
  readonly label: string
  /** Other paths below which this tab is the current one. */
  readonly also?: string
  /** Parts of the present address that it takes along. */
  readonly keeps?: readonly string[]
}

/** Links to the parts of one thing. The first tab is current only on its own page and below `also`. */
export function NavTabs({ label, tabs }: { readonly label: string; readonly tabs: readonly NavTab[] }) {
  const pathname = usePathname()
  const search = useSearchParams()
  const row = useRef<HTMLElement>(null)

  // On a narrow screen the current one may stand beyond the edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another current tab.
  useEffect(() => {
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (current) row.current?.scrollTo({ left: current.offsetLeft - row.current.clientWidth / 2 })
  }, [pathname])

  return (
    <nav ref={row} aria-label={label} className="relative -mb-px flex items-center gap-4 overflow-x-auto sm:gap-5">
      {tabs.map((tab, index) => {
        const current =
          pathname === tab.href ||
          (index > 0 && isBelow(pathname, tab.href)) ||
          (tab.also !== undefined && isBelow(pathname, tab.also))
        return (
          <Link
            key={tab.href}
            href={withKept(tab, search)}
            aria-current={current ? 'page' : undefined}
            className={clsx(
              'whitespace-nowrap border-b-2 py-2.5 -outline-offset-2',
              current ? 'border-ink font-medium text-ink' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {tab.label}
          </Link>
        )
      })}
    </nav>
  )
}

function withKept({ href, keeps = [] }: NavTab, search: { get(name: string): string | null } | null): string {
  const kept = keeps.flatMap((name) => {
    const value = search?.get(name)
    return value ? [[name, value]] : []
  })
  return kept.length > 0 ? `${href}?${new URLSearchParams(kept)}` : href
}

function isBelow(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`)
}
