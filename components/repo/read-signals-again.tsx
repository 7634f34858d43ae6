'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { SignalsAnswer } from '@/lib/actions/signals'

const LOOK_AGAIN_MS = [1500, 3000, 6000, 12_000]
const GIVE_UP_MS = 20_000
const UNREACHED = { ok: false, error: 'Airworthy could not be reached. Try again.' } as const
const NO_ANSWER = 'No answer yet. It is shown once GitHub has answered.'

/** Asks GitHub again on a press, and by itself where the answer is a day old or absent. */
export function ReadSignalsAgain({
  readAgain,
  readAt,
  isStale,
}: {
  readonly readAgain: () => Promise<SignalsAnswer>
  /** ISO timestamp of the answer that the page shows. */
  readonly readAt: string | null
  readonly isStale: boolean
}) {
  const router = useRouter()
  const [asking, setAsking] = useState(false)
  const [notice, setNotice] = useState<string | null>(null)
  const shown = useRef(readAt)

  const ask = useCallback(async () => {
    setAsking(true)
    setNotice(null)
    const answer = await readAgain().catch(() => UNREACHED)
    if (answer.ok) return
    setAsking(false)
    setNotice(answer.error)
  }, [readAgain])

  const asked = useRef(false)
  useEffect(() => {
    if (!isStale || asked.current) return
    asked.current = true
    ask()
  }, [isStale, ask])

  useEffect(() => {
    if (readAt !== shown.current) {
      shown.current = readAt
      setAsking(false)
      setNotice(null)
    }
  }, [readAt])

  useEffect(() => {
    if (!asking) return
    const timers = LOOK_AGAIN_MS.map((after) => setTimeout(() => router.refresh(), after))
    const end = setTimeout(() => {
      setAsking(false)
      setNotice(NO_ANSWER)
    }, GIVE_UP_MS)
    return () => [...timers, end].forEach(clearTimeout)
  }, [asking, router])

  // Posted as it stands where scripts don't run; what it answers is then on the page, not here.
  const post = readAgain as unknown as (form: FormData) => void
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!asking) ask()
  }

  return (
    <form action={post} onSubmit={submit} className="text-right">
      <button
        type="submit"
        aria-disabled={asking}
        className="inline-flex min-h-6 items-center gap-1.5 text-muted text-sm hover:text-ink"
      >
        <Icon name="refresh" className={asking ? 'size-3.5 motion-safe:animate-spin' : 'size-3.5'} />
        {asking ? 'Asking' : readAt ? 'Ask again' : 'Ask GitHub'}
      </button>
      <p role="status" className="text-muted text-xs">
        {notice}
      </p>
    </form>
  )
}
