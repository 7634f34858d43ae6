import type { ReactNode } from 'react'

/** The one h1 of a page, what stands above and below it, and actions at its end. */
export function PageHeader({
  title,
  eyebrow,
  children,
  actions,
}: {
  readonly title: string
  readonly eyebrow?: ReactNode
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {eyebrow && <div className="mb-1 text-muted text-sm">{eyebrow}</div>}
        <h1 className="font-semibold text-2xl tracking-tight [overflow-wrap:anywhere]">{title}</h1>
        {children && <div className="mt-1 max-w-prose text-muted text-sm">{children}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2 text-sm">{actions}</div>}
    </header>
  )
}
