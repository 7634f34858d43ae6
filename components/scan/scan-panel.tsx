'use client'

import { useActionState, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import type { ScanAnswer } from '@/lib/actions/answer'
import type { ScanProgress } from '@/lib/data/scan-progress-schema'
import { LastScan } from './last-scan'
import { RunningScan } from './running-scan'
import { phaseOf, scanAnnouncement } from './scan-announcement'
import { useScanProgress } from './use-scan-progress'

/** The scan that runs, live, or the last one; and the button that starts the next. */
export function ScanPanel({
  org,
  recheck,
  initial,
  mayScan,
}: {
  readonly org: string
  readonly recheck: () => Promise<ScanAnswer>
  readonly initial: ScanProgress | null
  readonly mayScan: boolean
}) {
  const [answer, start, starting] = useActionState<ScanAnswer | null>(recheck, null)
  const [startedId, setStartedId] = useState<string | null>(null)
  const panel = useRef<HTMLElement>(null)
  const progress = useScanProgress(org, initial, startedId)
  const running = progress?.status === 'listing' || progress?.status === 'running'

  useEffect(() => {
    if (answer?.ok) setStartedId(answer.scanId)
  }, [answer])
  // The button goes when the scan begins.
  useKeptFocus(panel, running && startedId !== null)

  return (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label="Scan"
      className="rounded-lg border bg-surface px-4 py-3 outline-none sm:px-5"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-80">
          {!progress && <FirstScan mayScan={mayScan} />}
          {progress && running && <RunningScan progress={progress} />}
          {progress && !running && <LastScan progress={progress} />}
        </div>
        {!running && mayScan && (
          <form action={start}>
            <Button type="submit" look={progress ? 'plain' : 'primary'} busy={starting}>
              {progress && <Icon name="refresh" />}
              {progress ? 'Re-check organisation' : 'Start the first scan'}
            </Button>
          </form>
        )}
      </div>
      {answer?.ok === false && (
        <p role="alert" className="mt-2 text-fail text-sm">
          {answer.error}
        </p>
      )}
      <ScanAnnouncement progress={progress} />
    </section>
  )
}

function FirstScan({ mayScan }: { readonly mayScan: boolean }) {
  return (
    <>
      <h2 className="font-semibold text-body">Not scanned yet</h2>
      <p className="max-w-prose text-muted text-sm">
        {mayScan
          ? 'The first scan reads the Python repositories of the organisation as they are now, then as they were at the end of each of the last 12 months. None of their code is run.'
          : 'A member of the organisation has to start its first scan.'}
      </p>
    </>
  )
}

/** Says changes only, so nothing when the page opens. */
function ScanAnnouncement({ progress }: { readonly progress: ScanProgress | null }) {
  const phase = phaseOf(progress)
  const last = useRef(phase)
  const [said, setSaid] = useState('')

  useEffect(() => {
    if (phase === last.current) return
    setSaid(scanAnnouncement(last.current, phase))
    last.current = phase
  }, [phase])

  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
