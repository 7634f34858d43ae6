'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/field'
import type { ScheduleAnswer } from '@/lib/actions/recheck-schedule'
import { AnswerLine } from './answer-line'
import { HOURS } from './hours'

/** The hour of the daily re-check. */
export function ScheduleForm({
  hour,
  store,
}: {
  readonly hour: number | null
  readonly store: (last: unknown, form: FormData) => Promise<ScheduleAnswer>
}) {
  const [answer, save, isSaving] = useActionState<ScheduleAnswer | null, FormData>(store, null)
  return (
    <form action={save} className="flex flex-wrap items-end gap-3">
      <div key={hour} className="w-48">
        <SelectField label="Hour (UTC)" name="recheckHour" value={hour?.toString() ?? ''} any="Off" options={HOURS} />
      </div>
      <Button type="submit" busy={isSaving}>
        {isSaving ? 'Saving' : 'Save the hour'}
      </Button>
      <AnswerLine answer={answer} />
    </form>
  )
}
