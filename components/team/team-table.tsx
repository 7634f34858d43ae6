import clsx from 'clsx'
import { rangeSince } from '@/components/org/range-words'
import { heatClass } from '@/components/ui/chart/heat'
import { Link } from '@/components/ui/link'
import { teamPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { ScrollArea } from '@/components/ui/scroll-area'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import type { TeamSummary } from '@/lib/data/teams'
import type { TeamsQuery } from '@/lib/data/teams-query'
import { rangeSearch } from '@/lib/data/trend-range'
import { TeamGain } from './team-gain'
import { TeamHead } from './team-head'

/** Teams by score and category. */
export function TeamTable({
  org,
  teams,
  query,
}: {
  readonly org: string
  readonly teams: readonly TeamSummary[]
  readonly query: TeamsQuery
}) {
  return (
    <ScrollArea label="Teams by category">
      <table className="w-full min-w-2xl border-collapse text-sm">
        <caption className="sr-only">Teams with their scores by category</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <TeamHead org={org} query={query} sort="name" trend={query.trend} label="Team" className="pr-3" />
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Repositories
            </th>
            <TeamHead
              org={org}
              query={query}
              sort="score"
              trend={undefined}
              label="Score"
              className="px-2 text-right"
            />
            <TeamHead
              org={org}
              query={query}
              sort="change"
              trend={query.trend}
              label={`Change ${query.trend ? `in ${categoryName(query.trend)} ` : ''}${rangeSince(query.range)}`}
              className="px-2 text-right"
            />
            {CATEGORIES.map(({ id, short }) => (
              <TeamHead
                key={id}
                org={org}
                query={query}
                sort="score"
                trend={id}
                label={short}
                className="px-1 text-center"
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.slug} className="border-b last:border-0">
              <th scope="row" className="py-2 pr-3 text-left font-medium">
                <Link href={`${teamPath(org, team.slug)}${rangeSearch(query.range)}`} className="hover:underline">
                  {team.name}
                </Link>
              </th>
              <td className="px-2 text-right">{team.repositories.toLocaleString('en-GB')}</td>
              <td className="px-2 text-right font-semibold">
                <Score value={team.score} reason="No repository has a score yet." />
              </td>
              <td className="px-2 text-right">
                <TeamGain trend={team.trend} />
              </td>
              {CATEGORIES.map(({ id, short }) => (
                <td key={id} className="w-24 p-px">
                  <span className={clsx('grid h-9 place-items-center rounded-sm', heatClass(team.categories[id]))}>
                    <Score value={team.categories[id]} reason={`Nothing was judged in ${short}.`} />
                  </span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  )
}

function categoryName(category: CategoryId): string {
  return CATEGORIES.find(({ id }) => id === category)?.short ?? category
}
