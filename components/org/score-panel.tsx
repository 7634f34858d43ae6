import { Panel } from '@/components/ui/panel'
import { Change, formatCoverage, ScoreFigure } from '@/components/ui/score'
import type { ScorecardSummary } from '@/lib/data/scorecard'
import type { TrendPoint } from '@/lib/data/trends'

/** The organisation's score, what it stands on, and how far it has come. */
export function ScorePanel({
  summary,
  trend,
}: {
  readonly summary: ScorecardSummary
  readonly trend: readonly TrendPoint[]
}) {
  const first = trend.find(({ value }) => value !== null)?.value ?? null
  const gained = summary.score !== null && first !== null ? summary.score - first : null
  return (
    <Panel title="Score" note="Mean over repositories with a score">
      <ScoreFigure value={summary.score} reason="No repository has a score yet." />
      <dl className="mt-5 grid gap-2 text-sm">
        <Fact name="In 12 months">
          <Change points={gained} />
        </Fact>
        <Fact name="Coverage" title="Of what applies, how much could be judged">
          {summary.coverage === null ? '–' : formatCoverage(summary.coverage)}
        </Fact>
        <Fact name="Repositories">{summary.repositories.toLocaleString('en-GB')}</Fact>
        <Fact name="Without a score">{(summary.repositories - summary.scored).toLocaleString('en-GB')}</Fact>
      </dl>
    </Panel>
  )
}

function Fact({
  name,
  title,
  children,
}: {
  readonly name: string
  readonly title?: string
  readonly children: React.ReactNode
}) {
  return (
    <div className="flex items-baseline justify-between gap-3 border-t pt-2">
      <dt className="text-muted" title={title}>
        {name}
      </dt>
      <dd className="font-medium">{children}</dd>
    </div>
  )
}
