'use client'

import { useEffect, useId, useState } from 'react'
import { useRefresh } from '@/components/live/use-refresh'
import { useHydrated } from '@/components/ui/use-hydrated'

const EVERY_MS = 10_000

/** Reads the page again every few seconds while it is looked at and no question is open, unless that is switched off. */
export function RefreshRegularly() {
  const id = useId()
  const refresh = useRefresh()
  const isHydrated = useHydrated()
  const [isOn, setOn] = useState(true)

  useEffect(() => {
    if (!isOn) return
    const look = () => {
      const isBusy = document.visibilityState !== 'visible' || document.querySelector('[role="alertdialog"]') !== null
      if (!isBusy) refresh()
    }
    const timer = setInterval(look, EVERY_MS)
    return () => clearInterval(timer)
  }, [isOn, refresh])

  if (!isHydrated) return <noscript className="text-muted text-sm">Reload the page to see how things are.</noscript>
  return (
    <label htmlFor={id} className="flex items-center gap-2 text-sm">
      <input
        id={id}
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => setOn(target.checked)}
        className="size-4 accent-ink"
      />
      Refresh every {EVERY_MS / 1000} seconds
    </label>
  )
}
