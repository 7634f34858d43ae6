'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { WeightsAnswer } from '@/lib/actions/weights'
import type { CharacteristicId } from '@/lib/checks/rubric'
import type { Weights } from '@/lib/checks/weights'
import { AnswerLine } from './answer-line'
import { WeightsPreviewText } from './weights-preview-text'

interface Choice {
  readonly id: CharacteristicId
  readonly name: string
  readonly standard: number
}

/** The weights of all characteristics, which show what they would change before they are saved. */
export function WeightsForm({
  stored,
  org,
  groups,
  highest,
  mayChange,
  store,
}: {
  readonly stored: Weights
  readonly org: string
  readonly groups: readonly { readonly title: string; readonly choices: readonly Choice[] }[]
  readonly highest: number
  readonly mayChange: boolean
  readonly store: (last: unknown, form: FormData) => Promise<WeightsAnswer>
}) {
  const [answer, send, isSending] = useActionState<WeightsAnswer | null, FormData>(store, null)
  const previewed = answer && 'preview' in answer ? answer : null
  // What was previewed or refused is still to be changed or saved.
  const weights = (answer && 'weights' in answer && answer.weights) || stored
  return (
    <form action={send} className="grid gap-4">
      <p className="text-muted text-sm">
        Whole numbers from 0 to {highest}. Twice the weight counts twice as much; 0 counts for nothing, and the verdict
        is shown all the same.
      </p>
      {/* Another key for other weights: what was previewed, or is stored now, stands in the fields. */}
      <fieldset
        key={Object.values(weights).join()}
        disabled={!mayChange}
        className="grid gap-x-6 gap-y-5 sm:grid-cols-2 lg:grid-cols-3"
      >
        <legend className="sr-only">Weights of the characteristics</legend>
        {groups.map(({ title, choices }) => (
          <fieldset key={title} className="min-w-0">
            <legend className="mb-1.5 font-medium text-sm">{title}</legend>
            <div className="grid gap-1.5">
              {choices.map((choice) => (
                <WeightField key={choice.id} choice={choice} value={weights[choice.id]} highest={highest} />
              ))}
            </div>
          </fieldset>
        ))}
      </fieldset>
      {previewed && <WeightsPreviewText org={org} preview={previewed.preview} />}
      {mayChange && (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" name="intent" value="preview" busy={isSending}>
            Preview
          </Button>
          <Button type="submit" name="intent" value="save" look="primary" busy={isSending}>
            {isSending ? 'Counting scores' : 'Save the weights'}
          </Button>
          {answer && !('preview' in answer) && <AnswerLine answer={answer} />}
        </div>
      )}
    </form>
  )
}

function WeightField({
  choice: { id, name, standard },
  value,
  highest,
}: {
  readonly choice: Choice
  readonly value: number
  readonly highest: number
}) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_4rem] items-center gap-3 text-sm">
      <span className="min-w-0">
        <label htmlFor={`weight-${id}`}>{name}</label>
        {value !== standard && (
          <span id={`weight-${id}-note`} className="ml-1.5 text-muted text-xs">
            {standard} by the standard
          </span>
        )}
      </span>
      <input
        type="number"
        id={`weight-${id}`}
        name={id}
        min={0}
        max={highest}
        step={1}
        inputMode="numeric"
        required
        defaultValue={value}
        aria-describedby={value === standard ? undefined : `weight-${id}-note`}
        className="min-h-9 w-16 rounded-md border border-line-strong/70 bg-surface px-2 py-1 text-right text-ink text-sm hover:border-line-strong disabled:opacity-60"
      />
    </div>
  )
}
