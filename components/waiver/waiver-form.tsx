'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { WaiverAnswer } from '@/lib/actions/waivers'

const CONTROL =
  'w-full rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong'

/** Reason and last day of a waiver. Days are YYYY-MM-DD. */
export function WaiverForm({
  waive,
  days,
}: {
  readonly waive: (last: unknown, form: FormData) => Promise<WaiverAnswer>
  readonly days: { readonly first: string; readonly last: string; readonly proposed: string }
}) {
  const [answer, send, sending] = useActionState<WaiverAnswer | null, FormData>(waive, null)
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
          defaultValue={days.proposed}
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
