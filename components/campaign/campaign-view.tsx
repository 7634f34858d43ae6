import { pointsOf } from '@/components/org/range-words'
import { ExportLinks } from '@/components/ui/export-links'
import { formatDay } from '@/components/ui/format-time'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { campaignPath, exportPath } from '@/components/ui/paths'
import { finishCampaign } from '@/lib/actions/campaigns'
import { visibleText } from '@/lib/checks/visible-text'
import { latelyOf, projectionOf } from '@/lib/data/campaign-pace'
import { getBurnUp, getCampaignCount } from '@/lib/data/campaign-progress'
import type { Campaign } from '@/lib/data/campaigns'
import { campaignPageUrl } from '@/lib/data/page-url'
import { dayBefore } from '@/lib/data/trend-days'
import { listLeft, listTeamCounts } from '@/lib/data/viewed-campaigns'
import { BurnUpChart } from '../ui/chart/burn-up'
import { CampaignChanges } from './campaign-changes'
import { ChannelPanel } from './channel-panel'
import { EndForm } from './end-form'
import { LeftPanel } from './left-panel'
import { ProgressPanel } from './progress-panel'
import { ReminderPanel } from './reminder-panel'
import { TeamCounts } from './team-counts'

/** How far a campaign is, how it went, and who is left: of all teams, or of one. */
export async function CampaignView({
  org,
  campaign,
  team,
  page,
  mayChange,
}: {
  readonly org: string
  readonly campaign: Campaign
  /** Slug of the team to which the list is narrowed, or `~none`. */
  readonly team: string | undefined
  readonly page: number
  readonly mayChange: boolean
}) {
  const today = dayBefore(0)
  const [count, burnUp, teams, left] = await Promise.all([
    getCampaignCount(org, campaign),
    getBurnUp(org, campaign),
    listTeamCounts(org, campaign),
    listLeft(org, campaign, { team, page }),
  ])
  const reminded = page === 1 ? left : await listLeft(org, campaign, { team, page: 1 })
  const { id, endedOn, endedBy, createdOn, targetOn } = campaign
  const doneAtStart = burnUp.points.find(({ day }) => day >= createdOn)?.done ?? 0
  const lately = latelyOf(burnUp.points, { createdOn, targetOn, today })
  const pace = { ...count, doneAtStart, lately, createdOn, targetOn, today }
  return (
    <>
      {endedOn && (
        <Notice tone="plain" role="note">
          Ended on {formatDay(endedOn)}
          {endedBy && ` by ${endedBy}`}. Progress and burn-up are those of that day; teams and who is left are those of
          today.
        </Notice>
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
        <ProgressPanel campaign={campaign} count={count} pace={pace} rulesChanged={burnUp.isRejudged} />
        <Panel title="Burn-up" note={`Who had it ${pointsOf(burnUp.points)}`}>
          {count.scope === 0 ? (
            <p className="text-muted text-sm">There is nothing to draw.</p>
          ) : (
            <BurnUpChart
              title={`Done in “${visibleText(campaign.name)}”`}
              points={burnUp.points}
              plan={{
                begunOn: createdOn,
                targetOn,
                endedOn,
                ruleChanges: burnUp.ruleChanges,
                changes: burnUp.changes,
                projection: endedOn === null ? projectionOf({ ...pace, rulesChanged: burnUp.isRejudged }) : null,
              }}
            />
          )}
          <CampaignChanges changes={burnUp.changes} />
          {count.scope > 0 && (
            <div className="mt-2">
              <ExportLinks what="the burn-up" path={exportPath(campaignPath(org, id), 'burnup')} />
            </div>
          )}
        </Panel>
      </div>
      <TeamCounts org={org} campaign={campaign} teams={teams} />
      <LeftPanel org={org} campaign={campaign} left={left} team={team} page={page} />
      {!endedOn && (
        <ReminderPanel
          campaign={campaign}
          counts={team === undefined ? count : countOf(teams, team)}
          left={reminded}
          team={team}
          today={today}
          url={campaignPageUrl(org, id, team)}
        />
      )}
      {mayChange && !endedOn && <ChannelPanel org={org} id={id} team={team} isOver={today > targetOn} />}
      {mayChange && !endedOn && (
        <Panel title="End this campaign">
          <EndForm end={finishCampaign.bind(null, org, id)} />
        </Panel>
      )}
    </>
  )
}

function countOf(teams: Awaited<ReturnType<typeof listTeamCounts>>, slug: string) {
  const found = teams.find(({ team }) => (team ? team.slug === slug : slug === '~none'))
  return found ?? { scope: 0, done: 0 }
}
