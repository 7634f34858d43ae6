import clsx from 'clsx'
import Link from 'next/link'
import { rangeSince } from '@/components/org/range-words'
import { heatClass } from '@/components/ui/chart/heat'
import { teamPath } from '@/components/ui/paths'
import { Change, Score } from '@/components/ui/score'
import { ScrollArea } from '@/components/ui/scroll-area'
import { CATEGORIES } from '@/lib/checks/rubric'
import type { TeamSummary } from '@/lib/data/teams'
import { type Range, rangeSearch } from '@/lib/data/trend-range'
import { pointsGained } from './points-gained'

/** Teams by score and category. */
export function TeamTable({
  org,
  teams,
  range,
}: {
  readonly org: string
  readonly teams: readonly TeamSummary[]
  readonly range: Range
}) {
  return (
    <ScrollArea label="Teams by category">
      <table className="w-full min-w-2xl border-collapse text-sm">
        <caption className="sr-only">Teams with their scores by category</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <th scope="col" className="py-2 pr-3 font-normal">
              Team
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Repositories
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Score
            </th>
            <th scope="col" className="px-2 py-2 text-right font-normal">
              Change {rangeSince(range)}
            </th>
            {CATEGORIES.map(({ id, short }) => (
              <th key={id} scope="col" className="px-1 py-2 text-center font-normal">
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {teams.map((team) => (
            <tr key={team.slug} className="border-b last:border-0">
              <th scope="row" className="py-2 pr-3 text-left font-medium">
                <Link href={`${teamPath(org, team.slug)}${rangeSearch(range)}`} className="hover:underline">
                  {team.name}
                </Link>
              </th>
              <td className="px-2 text-right">{team.repositories.toLocaleString('en-GB')}</td>
              <td className="px-2 text-right font-semibold">
                <Score value={team.score} reason="No repository has a score yet." />
              </td>
              <td className="px-2 text-right">
                <Change points={pointsGained(team.trend.points)} />
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
