import { Panel } from '@/components/ui/panel'
import { formatCoverage, ScoreFigure } from '@/components/ui/score'
import { formatCount } from '@/lib/checks/wording'
import type { TeamDetail } from '@/lib/data/team'
import type { Range } from '@/lib/data/trend-range'
import { LIKE_FOR_LIKE } from './gain-text'
import { TeamGain } from './team-gain'

export function TeamFacts({ team, range }: { readonly team: TeamDetail; readonly range: Range }) {
  const facts = [
    { name: LIKE_FOR_LIKE, value: <TeamGain trend={team.trend} range={range} /> },
    { name: 'Coverage', value: team.coverage === null ? '–' : formatCoverage(team.coverage) },
    { name: 'Repositories that you can see', value: formatCount(team.repositories) },
    { name: 'Members', value: formatCount(team.members) },
  ]
  return (
    <Panel title="Score" note="Mean over the team’s repositories with a score">
      <ScoreFigure value={team.score} when="today" reason="No repository of this team has a score yet." />
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
