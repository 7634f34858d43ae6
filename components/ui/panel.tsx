import clsx from 'clsx'
import type { ReactNode } from 'react'

/** A titled section on its own surface. `id` makes the heading linkable. */
export function Panel({
  title,
  note,
  actions,
  id,
  className,
  children,
}: {
  readonly title: string
  /** One line under the title. */
  readonly note?: ReactNode
  readonly actions?: ReactNode
  readonly id?: string
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <section id={id} aria-label={title} className={clsx('min-w-0 rounded-lg border bg-surface', className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
        <div className="min-w-0 flex-1 basis-40">
          <h2 className="font-semibold text-body leading-6">{title}</h2>
          {note && <p className="text-muted text-sm">{note}</p>}
        </div>
        {actions}
      </div>
      <div className="px-4 pt-3 pb-4 sm:px-5">{children}</div>
    </section>
  )
}
