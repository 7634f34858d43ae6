'use client'

import { useActionState } from 'react'
import { AnswerLine } from '@/components/settings/answer-line'
import { Button } from '@/components/ui/button'
import type { ReminderAnswer } from '@/lib/actions/campaign-reminders'

/** Sends the text that stands above it, and says what came of it. */
export function SendReminder({
  send,
  digest,
  host,
}: {
  readonly send: (last: unknown, form: FormData) => Promise<ReminderAnswer>
  /** Of the text that was read: another is not sent. */
  readonly digest: string
  readonly host: string
}) {
  const [answer, press, isSending] = useActionState<ReminderAnswer | null, FormData>(send, null)
  return (
    <form action={press} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="digest" value={digest} />
      <Button type="submit" look="primary" busy={isSending}>
        {isSending ? 'Sending' : `Send it to ${host}`}
      </Button>
      <AnswerLine answer={answer} />
    </form>
  )
}
