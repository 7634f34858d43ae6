'use client'

import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { WaiverAnswer } from '@/lib/actions/waivers'

const CONTROL =
  'w-full rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong'

interface Typed {
  readonly reason: string
  /** Null where the proposed day still stands. */
  readonly expiresOn: string | null
  /** The answer that was there already. */
  readonly after: WaiverAnswer | null
}

const NOTHING: Typed = { reason: '', expiresOn: null, after: null }

/** Reason and last day of a waiver. Days are YYYY-MM-DD. What was typed stays, also where somebody else was faster. */
export function WaiverForm({
  waive,
  isTaken,
  days,
}: {
  readonly waive: (last: unknown, form: FormData) => Promise<WaiverAnswer>
  /** A waiver of this gap counts already: another one can't be stored. */
  readonly isTaken: boolean
  readonly days: { readonly first: string; readonly last: string; readonly proposed: string }
}) {
  const [answer, send, sending] = useActionState<WaiverAnswer | null, FormData>(waive, null)
  const [typed, setTyped] = useState(NOTHING)
  const isStored = answer?.ok === true && answer !== typed.after
  const unsaved = isStored ? NOTHING : typed
  const type = (change: Partial<Typed>) => setTyped({ ...unsaved, ...change, after: answer })
  if (isTaken) return unsaved.reason.trim() === '' ? null : <NotStored reason={unsaved.reason} />
  return (
    <form action={send} className="grid max-w-prose gap-4">
      <div className="grid gap-1">
        <label htmlFor="reason" className="font-medium text-sm">
          Reason
        </label>
        <p id="reason-note" className="text-muted text-sm">
          Why it need not count here. Everybody who can see this repository reads it.
        </p>
        <textarea
          id="reason"
          name="reason"
          defaultValue={unsaved.reason}
          onChange={({ target }) => type({ reason: target.value })}
          required
          minLength={10}
          maxLength={500}
          rows={3}
          aria-describedby="reason-note"
          className={CONTROL}
        />
      </div>
      <div className="grid gap-1">
        <label htmlFor="expires-on" className="font-medium text-sm">
          Last day
        </label>
        <p id="expiry-note" className="text-muted text-sm">
          At most a year from now. After it the gap counts again by itself.
        </p>
        <input
          id="expires-on"
          type="date"
          name="expiresOn"
          required
          min={days.first}
          max={days.last}
          defaultValue={unsaved.expiresOn ?? days.proposed}
          onChange={({ target }) => type({ expiresOn: target.value })}
          aria-describedby="expiry-note"
          className={`${CONTROL} min-h-9 max-w-44`}
        />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={sending}>
          {sending ? 'Waiving…' : 'Waive'}
        </Button>
      </div>
      {answer?.ok === false && (
        <p role="alert" className="text-fail text-sm">
          {answer.error}
        </p>
      )}
    </form>
  )
}

function NotStored({ reason }: { readonly reason: string }) {
  return (
    <Notice tone="unsure" role="status">
      <div className="grid gap-2">
        <label htmlFor="not-stored">
          It was waived in the meantime, so the reason that you had begun to write is not stored. Copy what you need of
          it:
        </label>
        <textarea id="not-stored" readOnly value={reason} rows={3} className={CONTROL} />
      </div>
    </Notice>
  )
}
