'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { VerdictText } from '@/components/ui/verdict'
import { type IssuesAnswer, openTeamIssues } from '@/lib/actions/gap-issues'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'

export interface Choice {
  readonly name: string
  readonly verdict: Verdict
  readonly isPrivate: boolean
}

/** Repositories to choose from, all chosen at first, and the press that opens an issue in each. */
export function OpenTeamIssues({
  org,
  slug,
  id,
  choices,
}: {
  readonly org: string
  readonly slug: string
  readonly id: CharacteristicId
  readonly choices: readonly Choice[]
}) {
  const [answer, open, asking] = useActionState(
    (_before: IssuesAnswer | null, form: FormData) =>
      openTeamIssues(
        org,
        slug,
        id,
        form.getAll('repository').map((value) => String(value)),
      ),
    null,
  )
  return (
    <form action={open} className="grid gap-4">
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium text-sm">Open an issue in</legend>
        {choices.map(({ name, verdict, isPrivate }) => (
          <label
            key={name}
            className="flex flex-wrap items-center gap-x-3 rounded-md px-2 py-1.5 text-sm hover:bg-sunken"
          >
            <input type="checkbox" name="repository" value={name} defaultChecked className="size-4 accent-ink" />
            <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
            <VerdictText verdict={verdict} className="text-xs" />
            {!isPrivate && <span className="text-muted text-xs">Everybody can read it</span>}
          </label>
        ))}
      </fieldset>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={asking}>
          {asking ? 'Asking' : 'Open the chosen issues'}
        </Button>
        {answer?.ok && (
          <p role="status" className="text-sm">
            {answer.queued} {answer.queued === 1 ? 'issue is' : 'issues are'} being opened.
          </p>
        )}
        {answer?.ok === false && (
          <p role="alert" className="text-fail text-sm">
            {answer.error}
          </p>
        )}
      </div>
    </form>
  )
}
