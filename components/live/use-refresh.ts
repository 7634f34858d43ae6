'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useTransition } from 'react'
import { refreshed } from './throttled-refresh'

/** Reads the page again, and tells `refreshSoon` how long that takes. */
export function useRefresh(): () => void {
  const router = useRouter()
  const [isPending, startRefresh] = useTransition()
  const wasPending = useRef(false)

  useEffect(() => {
    if (wasPending.current && !isPending) refreshed()
    wasPending.current = isPending
  }, [isPending])

  return useCallback(() => startRefresh(() => router.refresh()), [router])
}
