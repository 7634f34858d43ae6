import { Empty } from '@/components/ui/empty'
import { ExternalLink } from '@/components/ui/external-link'
import { Notice } from '@/components/ui/notice'
import { Time } from '@/components/ui/time'
import type { RepositoryDetail } from '@/lib/data/repository'

/** What stands where a repository has no audit: why, and what happens next. */
export function NotAudited({
  repository,
  isLeftOut,
}: {
  readonly repository: RepositoryDetail
  /** Scans of the organisation pass it by. */
  readonly isLeftOut: boolean
}) {
  const { check, headCommit, githubUrl } = repository
  if (headCommit === null) {
    return (
      <Empty title="The repository is empty" actions={<ExternalLink href={githubUrl}>Open it on GitHub</ExternalLink>}>
        There is no commit to audit. It is looked at when the first one is pushed.
      </Empty>
    )
  }
  if (check?.status === 'waiting' || check?.status === 'running') {
    return (
      <Empty title={check.status === 'running' ? 'Being audited' : 'Waiting to be audited'}>
        {check.reason ?? 'This page shows the result as soon as it is there.'}
      </Empty>
    )
  }
  if (check?.status === 'failed') {
    return (
      <Empty title="It could not be audited" actions={<ExternalLink href={githubUrl}>Open it on GitHub</ExternalLink>}>
        {check.reason ?? 'No reason was noted.'}
        {check.finishedAt && (
          <>
            {' '}
            Last tried <Time at={check.finishedAt} />.
          </>
        )}
      </Empty>
    )
  }
  return (
    <Empty title="Not audited yet">
      {isLeftOut ? 'Press “Re-check now” to audit it all the same.' : 'Press “Re-check now”, or scan the organisation.'}
    </Empty>
  )
}

/** The last look failed, and an older audit is shown. */
export function CheckFailed({ repository }: { readonly repository: RepositoryDetail }) {
  const { check, audit } = repository
  if (check?.status !== 'failed' || !audit) return null
  return (
    <Notice tone="bad">
      The last check failed: {check.reason ?? 'no reason was noted.'} What follows is from the audit before.
    </Notice>
  )
}
