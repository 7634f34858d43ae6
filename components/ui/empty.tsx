import type { ReactNode } from 'react'

/** What stands where there is nothing to show: why, and what to do. */
export function Empty({
  title,
  children,
  actions,
  level: Heading = 'h2',
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly level?: 'h1' | 'h2' | 'h3'
}) {
  return (
    <div className="rounded-lg border border-dashed border-line-strong/50 px-6 py-12 text-center">
      <Heading className="font-semibold text-base">{title}</Heading>
      {children && <div className="mx-auto mt-1 max-w-prose text-muted text-sm">{children}</div>}
      {actions && <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
