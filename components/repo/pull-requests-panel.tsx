import { ExternalLink } from '@/components/ui/external-link'
import { Panel } from '@/components/ui/panel'
import { Time } from '@/components/ui/time'
import { shownScore } from '@/lib/checks/shown-score'
import { listPullRequestChecks, type ShownPullRequest } from '@/lib/data/checked-pull-requests'

/** The last pull requests that were checked: what each does to the score. Nothing where none was. */
export async function PullRequestsPanel({ org, name }: { readonly org: string; readonly name: string }) {
  const pulls = await listPullRequestChecks(org, name)
  if (pulls.length === 0) return null
  return (
    <Panel title="Pull requests" note="Score before and after, as told on GitHub">
      <ul className="grid gap-2 text-sm">
        {pulls.map((pull) => (
          <li key={pull.number} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>
              <ExternalLink href={pull.url}>#{pull.number}</ExternalLink>{' '}
              <span className="text-muted">
                <Time at={pull.at} />
              </span>
            </span>
            <Outcome pull={pull} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Outcome({ pull }: { readonly pull: ShownPullRequest }) {
  const { status, conclusion, scoreBefore, scoreAfter, changes, reason } = pull
  if (status === 'running') return <span className="text-muted">Being checked</span>
  if (status === 'failed') return <span className="text-muted [overflow-wrap:anywhere]">Not checked: {reason}</span>
  return (
    <span className="tabular-nums">
      <span className="font-medium">
        <span className="sr-only">Score </span>
        {shown(scoreBefore)} <span aria-hidden="true">→</span>
        <span className="sr-only">to</span> {shown(scoreAfter)}
      </span>
      <span className="text-muted">
        {changes > 0 && `, ${changes} ${changes === 1 ? 'verdict changes' : 'verdicts change'}`}
      </span>
      {conclusion === 'failure' && <span className="text-fail">, fails its check</span>}
    </span>
  )
}

function shown(score: number | null): string {
  return score === null ? 'none' : String(shownScore(score))
}
