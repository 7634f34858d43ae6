'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { ReadyBarAnswer } from '@/lib/actions/ready-bar'
import type { ReadyBar } from '@/lib/data/ready'
import { AnswerLine } from './answer-line'
import { ReadyPreviewText } from './ready-preview-text'

/** The bar for "ready", which shows what it would change before it is saved. */
export function ReadyBarForm({
  stored,
  org,
  choices,
  mayChange,
  store,
}: {
  readonly stored: ReadyBar
  readonly org: string
  readonly choices: readonly { readonly id: string; readonly name: string }[]
  readonly mayChange: boolean
  readonly store: (last: unknown, form: FormData) => Promise<ReadyBarAnswer>
}) {
  const [answer, send, isSending] = useActionState<ReadyBarAnswer | null, FormData>(store, null)
  const previewed = answer && 'preview' in answer ? answer : null
  const { score, mustNotFail } = previewed?.bar ?? stored
  return (
    <form action={send} className="grid gap-4">
      {/* Another key for another bar: what was previewed, or is stored now, stands in the fields. */}
      <fieldset key={`${score} ${mustNotFail.join()}`} disabled={!mayChange} className="grid gap-4">
        <legend className="sr-only">Bar for “ready for production”</legend>
        <div className="grid gap-1.5">
          <label htmlFor="readyScore" className="font-medium text-sm">
            Lowest score
          </label>
          <p id="readyScore-note" className="text-muted text-sm">
            From 0 to 100. A repository with less is not ready.
          </p>
          <input
            type="number"
            id="readyScore"
            name="readyScore"
            min={0}
            max={100}
            step="any"
            inputMode="decimal"
            required
            defaultValue={score}
            aria-describedby="readyScore-note"
            className="min-h-9 w-28 rounded-md border border-line-strong/70 bg-surface px-2.5 py-1.5 text-ink text-sm hover:border-line-strong disabled:opacity-60"
          />
        </div>
        <fieldset className="min-w-0">
          <legend className="font-medium text-sm">Must not fail</legend>
          <p className="mb-2 text-muted text-sm">
            One that fails keeps a repository from being ready, whatever its score.
          </p>
          <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2 lg:grid-cols-4">
            {choices.map(({ id, name }) => (
              <label key={id} className="flex min-h-6 items-start gap-2.5 text-sm">
                <input
                  type="checkbox"
                  name="mustNotFail"
                  value={id}
                  defaultChecked={mustNotFail.some((each) => each === id)}
                  className="mt-0.5 size-4 shrink-0 accent-ink"
                />
                {name}
              </label>
            ))}
          </div>
        </fieldset>
      </fieldset>
      {previewed && <ReadyPreviewText org={org} preview={previewed.preview} />}
      {mayChange && (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" name="intent" value="preview" busy={isSending}>
            Preview
          </Button>
          <Button type="submit" name="intent" value="save" look="primary" busy={isSending}>
            Save the bar
          </Button>
          {answer && !('preview' in answer) && <AnswerLine answer={answer} />}
        </div>
      )}
    </form>
  )
}
