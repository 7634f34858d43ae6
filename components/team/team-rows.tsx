'use client'

import { heatClass } from '@/components/ui/chart/heat'
import { Link } from '@/components/ui/link'
import { teamPath } from '@/components/ui/paths'
import { Score } from '@/components/ui/score'
import { CATEGORIES } from '@/lib/checks/rubric'
import { formatCount } from '@/lib/checks/wording'
import type { TeamSummary } from '@/lib/data/teams'
import type { Gain } from '@/lib/data/trend-gain'
import { GainText } from './gain-text'

export interface TeamRow extends Omit<TeamSummary, 'trend' | 'members'> {
  readonly gain: Gain
}

/** The rows of the table of teams. In the browser as well, so that the page carries their data and not their markup twice. */
export function TeamRows({
  org,
  search,
  rows,
}: {
  readonly org: string
  /** The range, as a query string. */
  readonly search: string
  readonly rows: readonly TeamRow[]
}) {
  return (
    <tbody>
      {rows.map((team) => (
        <tr key={team.slug} className="border-b last:border-0">
          <th scope="row" className="py-2 pr-3 text-left font-medium">
            <Link href={`${teamPath(org, team.slug)}${search}`} className="hover:underline">
              {team.name}
            </Link>
          </th>
          <td className="px-2 text-right">{formatCount(team.repositories)}</td>
          <td className="px-2 text-right font-semibold">
            <Score value={team.score} reason="No repository has a score yet." />
          </td>
          <td className="px-2 text-right">
            <GainText gain={team.gain} />
          </td>
          {CATEGORIES.map(({ id, short }) => (
            <td key={id} className="w-24 p-px">
              <span className={`grid h-9 place-items-center rounded-sm ${heatClass(team.categories[id])}`}>
                <Score value={team.categories[id]} reason={`Nothing was judged in ${short}.`} />
              </span>
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}
