import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { campaignPath, exportPath, teamGapPath } from '@/components/ui/paths'
import { ScrollArea } from '@/components/ui/scroll-area'
import { formatCount } from '@/lib/checks/wording'
import type { TeamCount } from '@/lib/data/campaign-left'
import { doneOf } from '@/lib/data/campaign-words'
import type { Campaign } from '@/lib/data/campaigns'
import { WITHOUT_TEAM } from '@/lib/data/scorecard-query'
import { DoneBar } from './done-bar'

/** How far each team is, and the way to issues in all of its repositories. */
export function TeamCounts({
  org,
  campaign: { id, goal, endedOn },
  teams,
}: {
  readonly org: string
  readonly campaign: Campaign
  readonly teams: readonly TeamCount[]
}) {
  if (teams.length === 0) return null
  return (
    <Panel
      title="Teams"
      note="A repository of two teams counts for both."
      actions={<ExportLinks what="the teams" path={exportPath(campaignPath(org, id), 'teams')} />}
    >
      <ScrollArea label="Teams">
        <table className="w-full border-collapse text-sm">
          <caption className="sr-only">How far each team is</caption>
          <thead>
            <tr className="border-b text-left text-muted text-xs">
              <th scope="col" className="py-2 pr-3 font-normal">
                Team
              </th>
              <th scope="col" className="px-2 py-2 text-right font-normal">
                Done
              </th>
              <th scope="col" className="px-2 py-2 text-right font-normal">
                Left
              </th>
              <th scope="col" className="py-2 pl-2 font-normal">
                Remind
              </th>
            </tr>
          </thead>
          <tbody>
            {teams.map(({ team, scope, done }) => (
              <tr key={team?.slug ?? WITHOUT_TEAM} className="border-b last:border-0">
                <th scope="row" className="w-1/3 py-2 pr-3 text-left font-medium">
                  <Link
                    href={`${campaignPath(org, id, team?.slug ?? WITHOUT_TEAM)}#left`}
                    className="[overflow-wrap:anywhere] hover:underline"
                  >
                    {team?.name ?? 'Without a team'}
                  </Link>
                  <DoneBar done={done} scope={scope} />
                </th>
                <td className="px-2 text-right whitespace-nowrap">{doneOf({ done, scope })}</td>
                <td className="px-2 text-right">{formatCount(scope - done)}</td>
                <td className="py-2 pl-2">
                  {team && goal.characteristic && scope > done && !endedOn ? (
                    <Link href={teamGapPath(org, team.slug, goal.characteristic, id)} className="link">
                      Issues<span className="sr-only"> for {team.name}</span>
                    </Link>
                  ) : scope > done && !endedOn ? (
                    <Link href={`${campaignPath(org, id, team?.slug ?? WITHOUT_TEAM)}#left`} className="link">
                      Gaps<span className="sr-only"> of {team?.name ?? 'those without a team'}, one by one</span>
                    </Link>
                  ) : (
                    <span className="text-muted">{endedOn ? 'Ended' : 'Nobody left'}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollArea>
    </Panel>
  )
}
