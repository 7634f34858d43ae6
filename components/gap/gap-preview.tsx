import { ButtonLink } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { ExternalLink } from '@/components/ui/external-link'
import { Panel } from '@/components/ui/panel'
import { repositoryPath } from '@/components/ui/paths'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { type GapPreview, getGapPreview } from '@/lib/data/gap-previews'
import { IssueState } from './issue-state'
import { IssueText } from './issue-text'
import { OpenIssueForm } from './open-issue-form'

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
        The latest audit of this repository finds nothing to mend here.
      </Empty>
    )
  }
  const { issue } = preview
  const isActive = issue?.state === 'open' || issue?.state === 'opening'
  return (
    <Panel title="The issue" note={whoReads(preview)}>
      <div className="grid gap-4">
        <IssueText text={preview.text} />
        {issue && <IssueState issue={issue} />}
        {!isActive && !preview.isArchived && (
          <OpenIssueForm org={preview.org} name={preview.name} id={id} issuesUrl={issuesUrl(preview)} />
        )}
        <p className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
          {!isActive && !preview.isArchived && <ExternalLink href={preview.byHandUrl}>Open it by hand</ExternalLink>}
          <a href={back} className="link">
            Back to {preview.name}
          </a>
        </p>
      </div>
    </Panel>
  )
}

function issuesUrl({ byHandUrl }: GapPreview): string {
  return byHandUrl.slice(0, byHandUrl.indexOf('/issues/new')).concat('/issues')
}

function whoReads({ name, isPrivate, isArchived }: GapPreview): string {
  if (isArchived) return `${name} is archived and takes no issues.`
  return isPrivate
    ? `Opened in your name in ${name}, for everybody who can read that repository.`
    : `Opened in your name in ${name}, which everybody can read, this text included.`
}
