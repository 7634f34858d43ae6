import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ExternalLink } from '@/components/ui/external-link'
import { Panel } from '@/components/ui/panel'
import { repositoryPath } from '@/components/ui/paths'
import { lookAtIssue, openIssue } from '@/lib/actions/gap-issues'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { type GapPreview, getGapPreview } from '@/lib/data/gap-previews'
import { IssueState } from './issue-state'
import { IssueText } from './issue-text'
import { LookAtIssue } from './look-at-issue'
import { OpenIssueForm } from './open-issue-form'
import { RefreshWhileOpening } from './refresh-while-opening'
import { WithoutPermission } from './without-permission'

/** The issue that would be opened for one gap, and the press that opens it. */
export async function GapPreviewView({
  org,
  name,
  id,
}: {
  readonly org: string
  readonly name: string
  readonly id: CharacteristicId
}) {
  const preview = await getGapPreview(org, name, id)
  const back = repositoryPath(org, name, id)
  if (!preview) {
    return (
      <Empty title="There is no such gap" actions={<ButtonLink href={back}>Back to {name}</ButtonLink>}>
        The latest audit of this repository finds nothing to fix here.
      </Empty>
    )
  }
  const { issue, permission, isArchived } = preview
  const isActive = issue?.state === 'open' || issue?.state === 'opening'
  const takesIssue = !isActive && !isArchived
  const place = [preview.org, preview.name, id] as const
  return (
    <Panel title="The issue" note={whoReads(preview)}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <IssueText text={preview.text} />
        <div role="status" className="empty:hidden">
          {issue && (issue.state !== 'opening' || issue.reason) && <IssueState issue={issue} />}
        </div>
        <RefreshWhileOpening opening={issue?.state === 'opening' ? 1 : 0} />
        {issue?.state === 'open' && <LookAtIssue lookAtIssue={lookAtIssue.bind(null, ...place)} />}
        {takesIssue && <WithoutPermission permission={permission} />}
        {takesIssue && permission === 'granted' && (
          <OpenIssueForm openIssue={openIssue.bind(null, ...place)} issuesUrl={preview.issuesUrl} />
        )}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
          {takesIssue && <ExternalLink href={preview.byHandUrl}>Open it by hand</ExternalLink>}
          <a href={back} className="link">
            Back to {preview.name}
          </a>
        </p>
      </div>
    </Panel>
  )
}

function whoReads({ name, isPrivate, isArchived }: GapPreview): string {
  if (isArchived) return `${name} is archived and takes no issues.`
  return isPrivate
    ? `Opened in your name in ${name}, for everybody who can read that repository.`
    : `Opened in your name in ${name}, which everybody can read, this text included.`
}
