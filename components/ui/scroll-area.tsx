import type { ReactNode } from 'react'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** Wide content scrolls here and never the page. */
export function ScrollArea({
  label,
  className = '-mx-4 px-4 sm:-mx-5 sm:px-5',
  isFarDown = false,
  children,
}: {
  readonly label: string
  readonly className?: string
  readonly isFarDown?: boolean
  readonly children: ReactNode
}) {
  return (
    <section
      aria-label={label}
      className={`relative overflow-auto ${className} ${isFarDown ? 'far-down' : ''}`}
      {...REACHABLE}
    >
      {children}
    </section>
  )
}
