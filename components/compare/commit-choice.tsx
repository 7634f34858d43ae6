import { Button } from '@/components/ui/button'
import { SelectField } from '@/components/ui/field'
import { formatDay } from '@/components/ui/format-time'
import { shownScore } from '@/lib/checks/shown-score'
import type { AuditedCommit } from '@/lib/data/audit-comparison'
import { shortCommit } from '@/lib/data/github-links'

/** Chooses the two commits; the address holds the choice. */
export function CommitChoice({
  choices,
  from,
  to,
}: {
  readonly choices: readonly AuditedCommit[]
  readonly from: string
  readonly to: string
}) {
  const options = choices.map(({ commit, committedAt, score }) => ({
    value: commit,
    label: `${formatDay(committedAt)}, ${shortCommit(commit)}: ${score === null ? 'no score' : shownScore(score)}`,
  }))
  return (
    <form key={`${from} ${to}`} method="get" className="flex flex-wrap items-end gap-3">
      <SelectField label="From" name="from" value={from} options={withOwn(options, from)} />
      <SelectField label="To" name="to" value={to} options={withOwn(options, to)} />
      <Button type="submit">Compare</Button>
    </form>
  )
}

/** An older commit than the list holds is still the one that is compared. */
function withOwn(options: readonly { value: string; label: string }[], own: string) {
  if (own === '' || options.some(({ value }) => value === own)) return options
  return [...options, { value: own, label: shortCommit(own) }]
}
