'use client'

import { type ReactNode, useActionState, useEffect, useState } from 'react'
import { useScanProgress } from '@/components/scan/use-scan-progress'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { LocalClock } from '@/components/ui/local-clock'
import type { ScanAnswer } from '@/lib/actions/answer'
import type { RepositoryCheck } from '@/lib/data/repository'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'

/** Asks for a fresh look at one repository and follows it; the page is read again when it is done. */
export function Recheck({
  org,
  recheck,
  scan,
  state,
}: {
  readonly org: string
  readonly recheck: () => Promise<ScanAnswer>
  readonly scan: ScanProgress | null
  readonly state: RepositoryCheck['status'] | null
}) {
  const [answer, start, starting] = useActionState<ScanAnswer | null>(recheck, null)
  const [startedId, setStartedId] = useState<string | null>(null)
  const pending = state === 'waiting' || state === 'running'
  const progress = useScanProgress(org, pending ? scan : null, startedId)
  const busy = starting || pending

  useEffect(() => {
    if (answer?.ok) setStartedId(answer.scanId)
  }, [answer])

  return (
    <form action={start} className="flex flex-wrap items-center gap-y-1 sm:justify-end">
      <span role="status" className={busy ? 'mr-3 text-muted text-sm' : undefined}>
        {busy && saying(state, progress)}
      </span>
      <Button type="submit" busy={busy}>
        <Icon name="refresh" className={busy ? 'size-4 motion-safe:animate-spin' : 'size-4'} />
        Re-check now
      </Button>
      {answer?.ok === false && (
        <p role="alert" className="basis-full text-right text-fail text-sm">
          {answer.error}
        </p>
      )}
    </form>
  )
}

function saying(state: RepositoryCheck['status'] | null, progress: ScanProgress | null): ReactNode {
  if (state === 'running') {
    const requests = progress?.scope === 'repository' ? (progress.apiRequests ?? 0) : 0
    return requests > 0 ? `Checking, ${requests} API ${requests === 1 ? 'request' : 'requests'} so far` : 'Checking'
  }
  if (progress?.waitingUntil) {
    return (
      <>
        Waiting for GitHub until <LocalClock at={progress.waitingUntil} />
      </>
    )
  }
  if (progress?.scope === 'organisation' && progress.waiting > 1) return `Waiting, ${progress.waiting} in the queue`
  return 'Waiting to be checked'
}
