import { notFound } from 'next/navigation'
import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Panel } from '@/components/ui/panel'
import { campaignPath, gapPath, repositoryPath, teamPath } from '@/components/ui/paths'
import { openTeamIssues } from '@/lib/actions/gap-issues'
import type { CharacteristicId } from '@/lib/checks/rubric'
import type { Campaign } from '@/lib/data/campaigns'
import { getGapPreview, getIssuePermission, listTeamGaps, type TeamGap } from '@/lib/data/gap-previews'
import { findTeam } from '@/lib/data/team'
import { IssueState } from './issue-state'
import { IssueText } from './issue-text'
import { OpenTeamIssues } from './open-team-issues'
import { RefreshWhileOpening } from './refresh-while-opening'
import { WithoutPermission } from './without-permission'

interface Props {
  readonly org: string
  readonly slug: string
  readonly id: CharacteristicId
}

/**
 * One gap in all repositories of a team, or in those of a campaign: which have an issue, which could get one, and how it
 * would read.
 */
export async function TeamGapView({ org, slug, id, campaign }: Props & { readonly campaign: Campaign | null }) {
  if (!(await findTeam(org, slug))) notFound()
  const gaps = await listTeamGaps(org, slug, id, campaign)
  if (gaps.length === 0) {
    return (
      <Empty
        title={`No repository of the team${campaign ? ' in this campaign' : ''} has this gap`}
        actions={
          campaign ? (
            <ButtonLink href={campaignPath(org, campaign.id)}>Back to the campaign</ButtonLink>
          ) : (
            <ButtonLink href={teamPath(org, slug)}>Back to the team</ButtonLink>
          )
        }
      >
        At least none that you can see and that is not archived.
      </Empty>
    )
  }
  const free = gaps.filter(({ issue }) => issue?.state !== 'open' && issue?.state !== 'opening')
  const opening = gaps.filter(({ issue }) => issue?.state === 'opening').length
  const [first] = free
  const sample = first ? await getGapPreview(org, first.name, id) : null
  return (
    <>
      <RefreshWhileOpening opening={opening} />
      {free.length > 0 && <WithoutIssue org={org} slug={slug} id={id} free={free} />}
      {gaps.some(({ issue }) => issue) && (
        <Panel title="Issues so far">
          <ul>
            {gaps.map(({ name, issue }) =>
              issue ? (
                <li
                  key={name}
                  className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-t py-1.5 first:border-0"
                >
                  <a href={repositoryPath(org, name, id)} className="font-medium text-sm hover:underline">
                    {name}
                  </a>
                  <IssueState issue={issue} />
                </li>
              ) : null,
            )}
          </ul>
        </Panel>
      )}
      {sample && (
        <Panel title="How it reads" note={`This one is for ${sample.name}; the others cite their own files.`}>
          <IssueText text={sample.text} />
        </Panel>
      )}
    </>
  )
}

async function WithoutIssue({ org, slug, id, free }: Props & { readonly free: readonly TeamGap[] }) {
  const permission = await getIssuePermission(org)
  const choices = free.map(({ name, verdict, isPrivate, issue }) => ({
    name,
    href: gapPath(org, name, id),
    verdict,
    isPrivate,
    failure: issue?.state === 'failed' ? (issue.reason ?? '') : null,
  }))
  if (permission === 'granted') {
    return (
      <Panel title="Without an issue" note="Each is opened in your name. Airworthy closes it when the gap is closed.">
        {/* Another key for other repositories: who has failed meanwhile is not chosen any more. */}
        <OpenTeamIssues
          key={choices.map(({ name, failure }) => `${name} ${failure !== null}`).join()}
          openIssues={openTeamIssues.bind(null, org, slug, id)}
          choices={choices}
        />
      </Panel>
    )
  }
  return (
    <Panel title="Without an issue">
      <WithoutPermission permission={permission} />
      <ul className="mt-3 grid gap-1 text-sm">
        {choices.map(({ name, href }) => (
          <li key={name}>
            <a href={href} className="link [overflow-wrap:anywhere]">
              {name}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
