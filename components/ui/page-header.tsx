import type { ReactNode } from 'react'

/** The one h1 of a page, what stands above and below it, and actions at its end. */
export function PageHeader({
  title,
  eyebrow,
  children,
  actions,
  level: Heading = 'h1',
}: {
  readonly title: string
  readonly eyebrow?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
  /** Another one only where it is no page's own, as a sample. */
  readonly level?: 'h1' | 'h3'
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {eyebrow && <div className="mb-1 text-muted text-sm">{eyebrow}</div>}
        <Heading className="font-semibold text-2xl tracking-tight [overflow-wrap:anywhere]">{title}</Heading>
        {children && <div className="mt-1 max-w-prose text-muted text-sm">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 text-sm">{actions}</div>}
    </header>
  )
}
