import { notFound } from 'next/navigation'
import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Panel } from '@/components/ui/panel'
import { repositoryPath, teamPath } from '@/components/ui/paths'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { getGapPreview, listTeamGaps, type TeamGap } from '@/lib/data/gap-previews'
import { findTeam } from '@/lib/data/team'
import { IssueState } from './issue-state'
import { IssueText } from './issue-text'
import { OpenTeamIssues } from './open-team-issues'

/** One gap in all repositories of a team: which have an issue, which could get one, and how it would read. */
export async function TeamGapView({
  org,
  slug,
  id,
}: {
  readonly org: string
  readonly slug: string
  readonly id: CharacteristicId
}) {
  if (!(await findTeam(org, slug))) notFound()
  const gaps = await listTeamGaps(org, slug, id)
  if (gaps.length === 0) {
    return (
      <Empty
        title="No repository of the team has this gap"
        actions={<ButtonLink href={teamPath(org, slug)}>Back to the team</ButtonLink>}
      >
        At least none that you can see and that is not archived.
      </Empty>
    )
  }
  const isActive = ({ issue }: TeamGap) => issue?.state === 'open' || issue?.state === 'opening'
  const free = gaps.filter((gap) => !isActive(gap))
  const [first] = free
  const sample = first ? await getGapPreview(org, first.name, id) : null
  return (
    <>
      {free.length > 0 && (
        <Panel
          title="Without an issue"
          note="Each is opened in your name, one a second, and closed by itself once the gap is."
        >
          <OpenTeamIssues
            org={org}
            slug={slug}
            id={id}
            choices={free.map(({ name, verdict, isPrivate }) => ({ name, verdict, isPrivate }))}
          />
        </Panel>
      )}
      {gaps.some(({ issue }) => issue) && (
        <Panel title="Issues so far">
          <ul className="grid gap-2">
            {gaps.map(({ name, issue }) =>
              issue ? (
                <li key={name} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
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
        <Panel title="How it reads" note={`The one for ${sample.name}; the others name their own places.`}>
          <IssueText text={sample.text} />
        </Panel>
      )}
    </>
  )
}
