import { TrendLine } from '@/components/ui/chart/trend-line'
import { Link } from '@/components/ui/link'
import { teamPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { plural } from '@/lib/checks/wording'
import type { TeamSummary } from '@/lib/data/teams'
import { comparedScore } from '@/lib/data/teams-query'
import { type Range, rangeSearch } from '@/lib/data/trend-range'
import { TeamGain } from './team-gain'

/** One of the small multiples: every team's line on the same scale. */
export function TeamCard({
  org,
  team,
  range,
  category,
}: {
  readonly org: string
  readonly team: TeamSummary
  readonly range: Range
  /** Of which the score and the trend are shown; undefined: of all. */
  readonly category: CategoryId | undefined
}) {
  const title = CATEGORIES.find(({ id }) => id === category)?.title ?? 'Score'
  return (
    <li className="min-w-0 rounded-lg border bg-surface p-4 sm:p-5">
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="truncate font-semibold">
          <Link href={`${teamPath(org, team.slug)}${rangeSearch(range)}`} className="hover:underline">
            {team.name}
          </Link>
        </h2>
        <Score
          value={comparedScore(team, category)}
          reason={category ? `Nothing was judged in ${title}.` : 'No repository has a score yet.'}
          className="font-semibold text-2xl"
        />
      </div>
      <p className="mb-3 flex justify-between gap-4 text-muted text-sm">
        <span>
          {plural(team.repositories, 'repository', 'repositories')} · {plural(team.members, 'member', 'members')}
        </span>
        <TeamGain trend={team.trend} range={range} />
      </p>
      <TrendLine
        title={`${title} of ${team.name}`}
        points={team.trend.points}
        ruleChanges={team.trend.ruleChanges}
        steps={team.trend.steps}
        events={team.trend.events}
        height="h-28"
      />
    </li>
  )
}
