'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { VerdictText } from '@/components/ui/verdict'
import type { IssuesAnswer } from '@/lib/actions/gap-issues'
import type { Verdict } from '@/lib/checks/rubric'

export interface Choice {
  readonly name: string
  /** Where its issue is read before it is opened. */
  readonly href: string
  readonly verdict: Verdict
  readonly isPrivate: boolean
  /** Why the last try failed; such a one is left out unless chosen again. */
  readonly failure: string | null
}

const MOST_AT_ONCE = 100

/** Repositories to choose from, all chosen at first that may succeed, and the press that opens an issue in each. */
export function OpenTeamIssues({
  openIssues,
  choices,
}: {
  readonly openIssues: (last: unknown, form: FormData) => Promise<IssuesAnswer>
  readonly choices: readonly Choice[]
}) {
  const [answer, open, asking] = useActionState<IssuesAnswer | null, FormData>(openIssues, null)
  return (
    <form action={open} className="grid gap-4">
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium text-sm">Open an issue in</legend>
        {choices.map((choice, index) => (
          <ChoiceField key={choice.name} choice={choice} isChosen={choice.failure === null && index < MOST_AT_ONCE} />
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" busy={asking}>
          {asking ? 'Asking…' : 'Open the chosen issues'}
        </Button>
        {answer && (
          <p role={answer.ok ? 'status' : 'alert'} className={answer.ok ? 'text-sm' : 'text-fail text-sm'}>
            {answer.ok ? outcome(answer) : answer.error}
          </p>
        )}
      </div>
    </form>
  )
}

function ChoiceField({ choice, isChosen }: { readonly choice: Choice; readonly isChosen: boolean }) {
  const { name, href, verdict, isPrivate, failure } = choice
  return (
    <div className="-mx-2 grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-3 rounded-md px-2 py-1.5 text-sm hover:bg-sunken">
      <input
        type="checkbox"
        id={`repository-${name}`}
        name="repository"
        value={name}
        defaultChecked={isChosen}
        aria-describedby={failure ? `failure-${name}` : undefined}
        className="mt-0.5 size-4 accent-ink"
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <label htmlFor={`repository-${name}`} className="font-medium [overflow-wrap:anywhere]">
          {name}
        </label>
        <VerdictText verdict={verdict} className="text-xs" />
        {isPrivate ? <Tag icon="lock">Private</Tag> : <Tag>Public</Tag>}
        <a href={href} className="link text-xs">
          Preview<span className="sr-only"> the issue for {name}</span>
        </a>
        {failure && (
          <p id={`failure-${name}`} className="basis-full text-fail text-xs [overflow-wrap:anywhere]">
            Not opened: {failure}
          </p>
        )}
      </div>
    </div>
  )
}

function outcome({ queued, others }: Extract<IssuesAnswer, { ok: true }>): string {
  const opening = queued === 1 ? 'One issue is being opened.' : `${queued || 'No'} issues are being opened.`
  if (others === 0) return opening
  return `${opening} ${others === 1 ? 'One repository has' : `${others} repositories have`} an issue or no gap any more.`
}
