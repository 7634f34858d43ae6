'use client'

import { useEffect, useState } from 'react'
import { refreshSoon } from '@/components/live/throttled-refresh'
import { useRefresh } from '@/components/live/use-refresh'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'

/**
 * Follows the organisation's scan while one runs; the page around it is read again every few seconds and at the end, so
 * scores appear as they are stored. A new `startedId` begins to follow the scan that was just started.
 */
export function useScanProgress(
  org: string,
  initial: ScanProgress | null,
  startedId: string | null,
): ScanProgress | null {
  const refresh = useRefresh()
  const [followed, setFollowed] = useState<ScanProgress | null>(null)
  const active = isActive(initial) || (startedId !== null && !isOver(followed, startedId))

  useEffect(() => {
    if (!active) return
    const source = new EventSource(`/api/orgs/${encodeURIComponent(org)}/scan/events`)
    source.addEventListener('progress', (event: MessageEvent<string>) => {
      const next = JSON.parse(event.data) as ScanProgress | null
      setFollowed(next)
      const isAwaited = startedId !== null || next?.scope === 'repository'
      refreshSoon(refresh, { isAwaited: isAwaited && !isActive(next) })
      // The stream ends with the scan, and an open source would ask for it again.
      if (!isActive(next)) source.close()
    })
    return () => source.close()
  }, [active, org, refresh, startedId])

  return newer(initial, followed)
}

function isActive(progress: ScanProgress | null): boolean {
  return progress?.status === 'listing' || progress?.status === 'running'
}

function isOver(progress: ScanProgress | null, scanId: string): boolean {
  return progress !== null && !isActive(progress) && Number(progress.scanId) >= Number(scanId)
}

/** What the server rendered may be older or newer than the last event. */
function newer(rendered: ScanProgress | null, followed: ScanProgress | null): ScanProgress | null {
  if (!rendered || !followed) return followed ?? rendered
  if (followed.scanId !== rendered.scanId) {
    return Number(followed.scanId) > Number(rendered.scanId) ? followed : rendered
  }
  return isActive(followed) && !isActive(rendered) ? rendered : followed
}
