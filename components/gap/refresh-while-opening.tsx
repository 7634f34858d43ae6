'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useEffect } from 'react'

const FIRST_MS = 1200
const LONGEST_MS = 15_000

/** Says how many issues are being opened, and reads the page again until none is: often at first, then less. */
export function RefreshWhileOpening({ opening }: { readonly opening: number }) {
  const router = useRouter()

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
    <p role="status" className={opening > 0 ? 'text-muted text-sm' : undefined}>
      {opening > 0 &&
        (opening === 1 ? 'One issue is being opened.' : `${opening} issues are being opened, one a second.`)}
    </p>
  )
}
