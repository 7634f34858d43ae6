'use client'

import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'
import type { Question } from './confirm'

/** The answer yes to a question, beside `cancel`. */
export function ConfirmForm({
  action,
  fields,
  yes,
  busy,
  cancel,
}: Pick<Question, 'action' | 'fields' | 'yes' | 'busy'> & { readonly cancel?: ReactNode }) {
  return (
    <form action={action} className="flex flex-wrap justify-end gap-2">
      {fields}
      {cancel}
      <Yes label={yes} busy={busy} />
    </form>
  )
}

function Yes({ label, busy }: { readonly label: string; readonly busy: string }) {
  const { pending } = useFormStatus()
  return (
    <Button type="submit" look="primary" busy={pending}>
      {pending ? busy : label}
    </Button>
  )
}
