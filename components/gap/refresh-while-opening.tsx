'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect, useRef } from 'react'
import { useKeptFocus } from '@/components/ui/use-kept-focus'

const FIRST_MS = 1200
const LONGEST_MS = 15_000

/**
 * Says how many issues are being opened, and reads the page again until none is: often at first, then less. The focus
 * comes here when the button that asked for them goes.
 */
export function RefreshWhileOpening({ opening }: { readonly opening: number }) {
  const router = useRouter()
  const said = useRef<HTMLParagraphElement>(null)
  useKeptFocus(said, opening > 0)

  useEffect(() => {
    if (opening === 0) return
    let delayMs = FIRST_MS
    let timer: ReturnType<typeof setTimeout>
    const look = () => {
      if (document.visibilityState === 'visible') startTransition(() => router.refresh())
      delayMs = Math.min(delayMs * 1.2, LONGEST_MS)
      timer = setTimeout(look, delayMs)
    }
    timer = setTimeout(look, delayMs)
    return () => clearTimeout(timer)
  }, [opening, router])

  return (
    <p ref={said} role="status" tabIndex={-1} className="text-muted text-sm outline-none empty:sr-only">
      {opening > 0 &&
        (opening === 1 ? 'One issue is being opened.' : `${opening} issues are being opened, one a second.`)}
    </p>
  )
}
