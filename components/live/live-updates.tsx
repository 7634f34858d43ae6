'use client'

import { useEffect, useRef, useState } from 'react'
import { MISSED } from './announcement'
import { Announcer } from './announcer'
import { followChanges, type Surroundings } from './follow-changes'
import { refreshSoon } from './throttled-refresh'
import { useRefresh } from './use-refresh'

/**
 * Keeps the pages of an organisation up to date while they are looked at, and says so to those who don't see it. `mark`
 * is what the server rendered them from.
 */
export function LiveUpdates({ org, mark }: { readonly org: string; readonly mark: string }) {
  const refresh = useRefresh()
  const [announcement, setAnnouncement] = useState('')
  const rendered = useRef(mark)

  useEffect(() => {
    rendered.current = mark
  }, [mark])

  useEffect(() => {
    const announcer = new Announcer(setAnnouncement)
    let takeBack: () => void = () => undefined
    const ask = () => {
      takeBack()
      takeBack = refreshSoon(refresh, { done: () => announcer.shown() })
    }
    const stop = followChanges(
      `/api/orgs/${encodeURIComponent(org)}/changes`,
      {
        onMark: (now) => {
          if (now === rendered.current) return
          announcer.add(MISSED)
          ask()
        },
        onChanged: (event) => {
          announcer.add(event)
          ask()
        },
        onGone: refresh,
      },
      browser(),
    )
    return () => {
      stop()
      takeBack()
      announcer.close()
    }
  }, [org, refresh])

  return (
    <p role="status" className="sr-only">
      {announcement}
    </p>
  )
}

function browser(): Surroundings {
  return {
    open: (url) => new EventSource(url),
    page: document,
    loadSchema: async () => (await import('@/lib/data/changes-schema')).ChangesEvent,
  }
}
