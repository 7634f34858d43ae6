import clsx from 'clsx'
import type { ReactNode } from 'react'
import { farDownRows } from './far-down'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** Wide content scrolls here and never the page. */
export function ScrollArea({
  label,
  className = '-mx-4 px-4 sm:-mx-5 sm:px-5',
  rowsFarDown,
  children,
}: {
  readonly label: string
  readonly className?: string
  /** How many rows it holds, where it begins below the first screen. */
  readonly rowsFarDown?: number
  readonly children: ReactNode
}) {
  return (
    <section
      aria-label={label}
      className={clsx('relative overflow-auto', className, rowsFarDown !== undefined && 'far-down')}
      style={rowsFarDown === undefined ? undefined : farDownRows(rowsFarDown)}
      {...REACHABLE}
    >
      {children}
    </section>
  )
}
