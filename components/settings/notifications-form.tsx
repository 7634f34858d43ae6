'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { SelectField, TextField } from '@/components/ui/field'
import type { NotificationsAnswer } from '@/lib/actions/notifications'
import type { NotificationsView } from '@/lib/data/notifications'
import { AnswerLine } from './answer-line'
import { HOURS } from './hours'

/** Address, scope and occasions of an organisation's messages. */
export function NotificationsForm({
  stored,
  store,
}: {
  readonly stored: NotificationsView | null
  readonly store: (last: unknown, form: FormData) => Promise<NotificationsAnswer>
}) {
  const [answer, save, isSaving] = useActionState<NotificationsAnswer | null, FormData>(store, null)
  const scope = stored?.scope ?? 'public'
  return (
    <form action={save} className="grid max-w-prose gap-4">
      <div className="grid gap-1">
        <TextField
          label={stored ? 'Another address of a webhook (empty: the stored one stays)' : 'Address of the webhook'}
          name="address"
          inputMode="url"
          value=""
          placeholder="https://hooks.slack.com/services/…"
          required={!stored}
        />
        <p className="text-muted text-sm">
          It is stored encrypted and not shown again: whoever has it can write to the channel.
        </p>
      </div>
      {/* Another key for other choices: what is stored now stands in the fields, whoever stored it. */}
      <div key={`${scope} ${stored?.dailyHour} ${stored?.onRegression}`} className="grid gap-4">
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium text-sm">Repositories that messages name</legend>
          <Choice name="scope" type="radio" value="public" isOn={scope === 'public'} label="Public repositories only">
            Private ones are in no list and no figure, not even in those of a campaign’s reminders.
          </Choice>
          <Choice
            name="scope"
            type="radio"
            value="all"
            isOn={scope === 'all'}
            label="All repositories of the organisation"
          >
            Whoever reads the channel sees names and scores of private repositories, whatever GitHub lets them read.
          </Choice>
        </fieldset>
        <fieldset className="grid gap-3">
          <legend className="mb-1 font-medium text-sm">Occasions</legend>
          <div className="max-w-56">
            <SelectField
              label="Daily summary (UTC)"
              name="dailyHour"
              value={stored ? (stored.dailyHour?.toString() ?? '') : '7'}
              any="No summary"
              options={HOURS}
            />
          </div>
          <Choice
            name="onRegression"
            type="checkbox"
            value="on"
            isOn={stored?.onRegression ?? true}
            label="When a characteristic passed and fails now on a default branch"
          >
            What regresses within ten minutes comes in one message.
          </Choice>
        </fieldset>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={isSaving}>
          {isSaving ? 'Saving' : 'Save notifications'}
        </Button>
        <AnswerLine answer={answer} />
      </div>
    </form>
  )
}

function Choice({
  name,
  type,
  value,
  isOn,
  label,
  children,
}: {
  readonly name: string
  readonly type: 'radio' | 'checkbox'
  readonly value: string
  readonly isOn: boolean
  readonly label: string
  readonly children: string
}) {
  const id = `${name}-${value}`
  return (
    <div className="flex items-start gap-3">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        defaultChecked={isOn}
        aria-describedby={`${id}-note`}
        className="mt-1 size-4 shrink-0 accent-ink"
      />
      <div>
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        <p id={`${id}-note`} className="text-muted text-sm">
          {children}
        </p>
      </div>
    </div>
  )
}
