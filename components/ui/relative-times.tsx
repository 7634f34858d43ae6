'use client'

import { useEffect } from 'react'
import { retellTimes } from './retell-times'

const MINUTE_MS = 60_000

/** Keeps every relative time of the page true while the page stays open: one for all of them. */
export function RelativeTimes() {
  useEffect(() => {
    const retell = () => {
      if (document.visibilityState === 'visible')
        retellTimes(document.querySelectorAll('time[data-relative]'), Date.now())
    }
    const timer = setInterval(retell, MINUTE_MS)
    document.addEventListener('visibilitychange', retell)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', retell)
    }
  }, [])
  return null
}
