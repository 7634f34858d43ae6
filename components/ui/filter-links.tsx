import clsx from 'clsx'
import type { ReactNode } from 'react'
import { formatCount } from '@/lib/checks/wording'
import { Link } from './link'

export interface FilterLink {
  readonly href: string
  readonly label: ReactNode
  readonly count: number
  readonly current: boolean
}

/** One choice of several as links with counts; the address holds the choice. */
export function FilterLinks({ label, links }: { readonly label: string; readonly links: readonly FilterLink[] }) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1.5">
        {links.map(({ href, label: text, count, current }) => (
          <li key={href}>
            <Link
              href={href}
              scroll={false}
              aria-current={current ? 'true' : undefined}
              className={clsx(
                'inline-flex min-h-8 items-center gap-1.5 rounded-full border px-3 py-1 text-sm',
                current
                  ? 'border-ink bg-ink text-canvas'
                  : 'bg-surface text-muted hover:border-line-strong hover:text-ink',
              )}
            >
              {text}
              <span className={current ? 'opacity-80' : 'text-faint'}>{formatCount(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
