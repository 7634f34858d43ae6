import { rangeSince } from '@/components/org/range-words'
import { Panel } from '@/components/ui/panel'
import { Change, formatCoverage, ScoreFigure } from '@/components/ui/score'
import type { TeamDetail } from '@/lib/data/team'
import type { Range } from '@/lib/data/trend-range'
import { pointsGained } from './points-gained'

export function TeamFacts({ team, range }: { readonly team: TeamDetail; readonly range: Range }) {
  const facts = [
    { name: capitalised(rangeSince(range)), value: <Change points={pointsGained(team.trend.points)} /> },
    { name: 'Coverage', value: team.coverage === null ? '–' : formatCoverage(team.coverage) },
    { name: 'Repositories that you can see', value: team.repositories.toLocaleString('en-GB') },
    { name: 'Members', value: team.members.toLocaleString('en-GB') },
  ]
  return (
    <Panel title="Score" note="Mean over the team’s repositories with a score">
      <ScoreFigure value={team.score} reason="No repository of this team has a score yet." />
      <dl className="mt-5 grid gap-2 text-sm">
        {facts.map(({ name, value }) => (
          <div key={name} className="flex items-baseline justify-between gap-3 border-t pt-2">
            <dt className="text-muted">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
