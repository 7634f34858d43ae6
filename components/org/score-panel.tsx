import { characteristicName } from '@/components/ui/characteristic-name'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { Change, formatCoverage, ScoreFigure } from '@/components/ui/score'
import { formatCount, joinWords } from '@/lib/checks/wording'
import type { Headline, HeadlineChange } from '@/lib/data/headline'
import type { ReadyBar } from '@/lib/data/ready'
import type { ScorecardSummary } from '@/lib/data/scorecard'

/** Where the organisation stands: its score, how far the same repositories came, how many are ready, and on what it stands. */
export function ScorePanel({
  summary,
  headline,
  readyHref,
  unscoredHref,
}: {
  readonly summary: ScorecardSummary
  readonly headline: Headline
  /** Address of those that are ready. */
  readonly readyHref: string
  /** Address of those without a score. */
  readonly unscoredHref: string
}) {
  const { score, coverage, repositories, scored } = summary
  return (
    <Panel title="Score" note="Mean over repositories with a score">
      <ScoreFigure value={score} reason="No repository has a score yet." />
      <dl className="mt-5 grid gap-2 text-sm">
        {headline.changes.map((change) => (
          <Fact key={change.days} name={`In ${change.days} days`} note={comparison(change, scored)}>
            <Change isMean points={change.points} reason="No repository had a score then by the rules of today." />
          </Fact>
        ))}
        <Fact name="Ready for production" note={meaning(headline.readyBar)}>
          <Link href={readyHref} scroll={false} className="link">
            {`${formatCount(headline.ready)} of ${formatCount(repositories)}`}
          </Link>
        </Fact>
        <Fact name="Coverage" note="Of what applies, how much could be judged">
          {coverage === null ? '–' : formatCoverage(coverage)}
        </Fact>
        <Fact name="Without a score">
          {repositories > scored ? (
            <Link href={unscoredHref} scroll={false} className="link">
              {formatCount(repositories - scored)}
            </Link>
          ) : (
            0
          )}
        </Fact>
      </dl>
    </Panel>
  )
}

function meaning({ score, mustNotFail }: ReadyBar): string {
  const least = `A score of ${score} or more`
  if (mustNotFail.length === 0) return least
  return `${least}, and no fail in ${joinWords(mustNotFail.map(characteristicName), 'or')}`
}

/** Over which repositories a change is the mean, where not over all that have a score. */
function comparison({ compared, newer, rejudged }: HeadlineChange, scored: number): string | undefined {
  if (compared === scored) return undefined
  const reasons = [
    newer > 0 && `${formatCount(newer)} had no score then`,
    rejudged > 0 && `other rules judged ${formatCount(rejudged)}`,
  ]
    .filter(Boolean)
    .join(', ')
  return compared === 0 ? `Not comparable: ${reasons}` : `In the same ${formatCount(compared)}; ${reasons}`
}

function Fact({
  name,
  note,
  children,
}: {
  readonly name: string
  readonly note?: string
  readonly children: React.ReactNode
}) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-t pt-2">
      <dt className="min-w-0 text-muted">
        {name}
        {note && <span className="block text-faint text-xs">{note}</span>}
      </dt>
      <dd className="font-medium whitespace-nowrap">{children}</dd>
    </div>
  )
}
