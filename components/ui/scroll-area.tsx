import type { ReactNode } from 'react'

// A region that scrolls must be reachable by keyboard.
const REACHABLE = { tabIndex: 0 }

/** Wide content scrolls here and never the page. */
export function ScrollArea({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <section aria-label={label} className="relative -mx-4 overflow-x-auto px-4 sm:-mx-5 sm:px-5" {...REACHABLE}>
      {children}
    </section>
  )
}
