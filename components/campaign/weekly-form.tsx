'use client'

import { useActionState } from 'react'
import { AnswerLine } from '@/components/settings/answer-line'
import { HOURS } from '@/components/settings/hours'
import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/field'
import type { ReminderAnswer } from '@/lib/actions/campaign-reminders'
import type { Weekly } from '@/lib/data/campaign-reminders'
import { WEEKDAYS } from './weekdays'

const USUAL_HOUR = '8'

/** On which weekday and hour a campaign is told of every week, or not. */
export function WeeklyForm({
  weekly,
  store,
}: {
  readonly weekly: Weekly | null
  readonly store: (last: unknown, form: FormData) => Promise<ReminderAnswer>
}) {
  const [answer, save, isSaving] = useActionState<ReminderAnswer | null, FormData>(store, null)
  return (
    <form action={save} className="flex flex-wrap items-end gap-3">
      <SelectField
        label="Remind every week on"
        name="weekday"
        value={weekly ? String(weekly.weekday) : undefined}
        any="Never"
        options={WEEKDAYS}
      />
      <SelectField label="At (UTC)" name="hour" value={weekly ? String(weekly.hour) : USUAL_HOUR} options={HOURS} />
      <Button type="submit" busy={isSaving}>
        {isSaving ? 'Saving' : 'Save the weekly reminder'}
      </Button>
      <AnswerLine answer={answer} />
    </form>
  )
}
