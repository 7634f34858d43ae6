'use client'

import { type ReactNode, useRef } from 'react'

/** A summary that opens what is chosen from, and closes again when a link of it was followed or Escape is pressed. */
export function RangeMenu({
  summary,
  look,
  isOpen,
  children,
}: {
  readonly summary: ReactNode
  /** Classes of the summary. */
  readonly look: string
  readonly isOpen: boolean
  readonly children: ReactNode
}) {
  const details = useRef<HTMLDetailsElement>(null)

  function close() {
    if (!details.current?.open) return
    details.current.open = false
    details.current.querySelector('summary')?.focus()
  }

  return (
    <details
      ref={details}
      open={isOpen}
      onKeyDown={(event) => event.key === 'Escape' && close()}
      onClick={(event) => event.target instanceof HTMLAnchorElement && close()}
      className="text-xs sm:relative"
    >
      <summary className={look}>{summary}</summary>
      {children}
    </details>
  )
}
