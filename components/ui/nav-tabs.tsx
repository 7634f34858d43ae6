'use client'

import clsx from 'clsx'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

export interface NavTab {
  readonly href: string
  readonly label: string
  /** Other paths below which this tab is the current one. */
  readonly also?: string
}

/** Links to the parts of one thing. The first tab is current only on its own page and below `also`. */
export function NavTabs({
  label,
  tabs,
  lead,
}: {
  readonly label: string
  readonly tabs: readonly NavTab[]
  /** Stands before the tabs: whose they are. */
  readonly lead?: ReactNode
}) {
  const pathname = usePathname()
  return (
    <nav aria-label={label} className="-mb-px flex items-center gap-5 overflow-x-auto text-sm">
      {lead}
      {tabs.map((tab, index) => {
        const current =
          pathname === tab.href ||
          (index > 0 && isBelow(pathname, tab.href)) ||
          (tab.also !== undefined && isBelow(pathname, tab.also))
        return (
          <Link
            key={tab.href}
            href={tab.href}
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

function isBelow(pathname: string, folder: string): boolean {
  return pathname === folder || pathname.startsWith(`${folder}/`)
}
