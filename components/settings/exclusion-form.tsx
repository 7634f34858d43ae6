'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import type { ExclusionAnswer } from '@/lib/actions/exclusions'
import { formatCount } from '@/lib/checks/wording'
import { AnswerLine } from './answer-line'

/** A pattern and why, with what it would leave out before it is saved. */
export function ExclusionForm({
  exclude,
}: {
  readonly exclude: (last: unknown, form: FormData) => Promise<ExclusionAnswer>
}) {
  const [answer, send, isSending] = useActionState<ExclusionAnswer | null, FormData>(exclude, null)
  const previewed = answer && 'preview' in answer ? answer : null
  const { total = 0, names = [], pattern = '' } = previewed?.preview ?? {}
  return (
    <form action={send} className="grid gap-3">
      <div
        key={`${pattern} ${previewed?.reason}`}
        className="grid items-end gap-3 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)]"
      >
        <TextField label="Names (* for anything)" name="pattern" value={pattern} placeholder="example-*" required />
        <TextField
          label="Why they do not count"
          name="reason"
          value={previewed?.reason ?? ''}
          maxLength={300}
          required
        />
      </div>
      {previewed && (
        <p role="status" className="rounded-md bg-sunken px-3 py-2.5 text-sm [overflow-wrap:anywhere]">
          {total === 0
            ? `Nothing is saved yet. “${pattern}” matches nothing that counts now and that you can see.`
            : `Nothing is saved yet. “${pattern}” would leave out ${formatCount(total)} that you can see: ${names.join(', ')}${total > names.length ? ` and ${total - names.length} more` : ''}.`}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" name="intent" value="preview" busy={isSending}>
          Preview the exclusion
        </Button>
        <Button type="submit" name="intent" value="save" busy={isSending}>
          Exclude
        </Button>
        {answer && !('preview' in answer) && <AnswerLine answer={answer} />}
      </div>
    </form>
  )
}
