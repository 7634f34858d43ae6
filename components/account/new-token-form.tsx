'use client'

import { useActionState } from 'react'
import { CopyButton } from '@/components/repo/copy-button'
import { Button } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import type { NewTokenAnswer } from '@/lib/actions/api-tokens'

const ENDS = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
]

/** Creates a token, and shows it the one time that it can be shown. */
export function NewTokenForm({
  create,
}: {
  readonly create: (last: unknown, form: FormData) => Promise<NewTokenAnswer>
}) {
  const [answer, submit, isCreating] = useActionState<NewTokenAnswer | null, FormData>(create, null)
  return (
    <div className="grid gap-4">
      <form action={submit} className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_10rem_auto]">
        <TextField label="Name" name="name" value="" placeholder="What it is for" maxLength={80} required />
        <SelectField label="Ends" name="days" value="90" options={ENDS} />
        <Button type="submit" look="primary" busy={isCreating}>
          {isCreating ? 'Creating' : 'Create token'}
        </Button>
      </form>
      {answer && !answer.ok && (
        <p role="alert" className="text-fail text-sm">
          {answer.error}
        </p>
      )}
      {answer?.ok && <NewToken key={answer.token} name={answer.name} token={answer.token} />}
    </div>
  )
}

function NewToken({ name, token }: { readonly name: string; readonly token: string }) {
  return (
    <div role="status" className="grid gap-1.5 rounded-md bg-pass-soft px-3 py-2.5 text-sm">
      <p className="font-medium text-pass">“{name}” was created. Copy it now: it is not shown again.</p>
      <p className="flex flex-wrap items-center gap-x-2">
        <code className="rounded bg-surface px-2 py-1 font-mono text-code [overflow-wrap:anywhere]">{token}</code>
        <CopyButton text={token} label={`Copy the token ${name}`} />
      </p>
    </div>
  )
}
