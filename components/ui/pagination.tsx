import { formatCount } from '@/lib/checks/wording'
import { Icon } from './icon'
import { Link } from './link'

/** Previous and next; `href` builds the address of a page, counted from 1. */
export function Pagination({
  page,
  pageSize,
  total,
  href,
  noun,
  label = 'Pages',
}: {
  readonly page: number
  readonly pageSize: number
  readonly total: number
  readonly href: (page: number) => string
  /** What is counted, in the plural. */
  readonly noun: string
  /** Its name where a page has several. */
  readonly label?: string
}) {
  const pages = Math.max(1, Math.ceil(total / pageSize))
  if (pages === 1) return null
  const first = (page - 1) * pageSize + 1
  return (
    <nav aria-label={label} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
      <p className="text-muted">
        {formatCount(first)}–{formatCount(Math.min(total, first + pageSize - 1))} of {formatCount(total)} {noun}
      </p>
      <div className="flex gap-2">
        <Step to={page > 1 ? href(page - 1) : null} rel="prev" label="Previous" />
        <Step to={page < pages ? href(page + 1) : null} rel="next" label="Next" />
      </div>
    </nav>
  )
}

function Step({
  to,
  rel,
  label,
}: {
  readonly to: string | null
  readonly rel: 'prev' | 'next'
  readonly label: string
}) {
  const look = 'inline-flex min-h-9 items-center gap-1 rounded-md border px-3 font-medium'
  const content = (
    <>
      {rel === 'prev' && <Icon name="chevron-left" />}
      {label}
      {rel === 'next' && <Icon name="chevron-right" />}
    </>
  )
  if (!to) return <span className={`${look} text-faint`}>{content}</span>
  return (
    <Link href={to} rel={rel} className={`${look} bg-surface hover:bg-sunken`}>
      {content}
    </Link>
  )
}
