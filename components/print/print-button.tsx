'use client'

import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { openForPrint } from './open-for-print'

/** Prints the page; without scripts the browser's own menu does. */
export function PrintButton() {
  useEffect(() => {
    if (CSS.supports('selector(::details-content)')) return
    const listening = new AbortController()
    let close: (() => void) | undefined
    const open = () => {
      close = openForPrint(document)
    }
    window.addEventListener('beforeprint', open, { signal: listening.signal })
    window.addEventListener('afterprint', () => close?.(), { signal: listening.signal })
    return () => listening.abort()
  }, [])
  return (
    <span className="noscript:hidden">
      <Button onClick={() => window.print()}>Print report</Button>
    </span>
  )
}
