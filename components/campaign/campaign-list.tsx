import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { campaignPath, campaignsPath } from '@/components/ui/paths'
import { Day } from '@/components/ui/time'
import { visibleText } from '@/lib/checks/visible-text'
import { doneOf, goalSentence } from '@/lib/data/campaign-words'
import type { Campaign, CampaignCount } from '@/lib/data/campaigns'
import { listCampaigns } from '@/lib/data/viewed-campaigns'
import { DoneBar } from './done-bar'

/** The campaigns of an organisation: those that go on with how far they are, and those that ended. */
export async function CampaignList({ org }: { readonly org: string }) {
  const { open, ended, mayChange } = await listCampaigns(org)
  return (
    <>
      {open.length === 0 && (
        <Empty
          title={ended.length === 0 ? 'No campaign yet' : 'No campaign goes on'}
          actions={
            mayChange && (
              <ButtonLink href={`${campaignsPath(org)}/new`} look="primary">
                Begin a campaign
              </ButtonLink>
            )
          }
        >
          A campaign says what all repositories, or those of some teams, should have by a day: health checks in every
          web service by the end of March. Its page shows how far that is and who is left.
          {!mayChange && ' An owner of the organisation can begin one.'}
        </Empty>
      )}
      <ul className="grid gap-4 md:grid-cols-2">
        {open.map((campaign) => (
          <OpenCampaign key={campaign.id} org={org} campaign={campaign} />
        ))}
      </ul>
      {ended.length > 0 && (
        <Panel title="Ended" note="The last one first">
          <ul className="text-sm">
            {ended.map(({ id, name, endedOn, endedBy }) => (
              <li
                key={id}
                className="flex flex-wrap items-baseline justify-between gap-x-4 border-t py-2 first:border-0"
              >
                <Link href={campaignPath(org, id)} className="font-medium [overflow-wrap:anywhere] hover:underline">
                  {visibleText(name)}
                </Link>
                <span className="text-muted">
                  {endedOn && <Day day={endedOn} />}
                  {endedBy && ` by ${endedBy}`}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}

function OpenCampaign({ org, campaign }: { readonly org: string; readonly campaign: Campaign & CampaignCount }) {
  const { id, name, teams, scope, done } = campaign
  return (
    <li className="grid min-w-0 content-start gap-2 rounded-lg border bg-surface p-4 sm:p-5">
      <h2 className="font-semibold [overflow-wrap:anywhere]">
        <Link href={campaignPath(org, id)} className="hover:underline">
          {visibleText(name)}
        </Link>
      </h2>
      <p className="text-muted text-sm [overflow-wrap:anywhere]">
        {goalSentence({ ...campaign, teams: teams.map((team) => team.name) })}
      </p>
      <DoneBar done={done} scope={scope} />
      <p className="text-sm">
        {scope === 0 ? 'No repository that you can see is in its scope.' : `${doneOf({ done, scope })} done`}
      </p>
    </li>
  )
}
