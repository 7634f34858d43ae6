import { ExternalLink } from '@/components/ui/external-link'
import { Time } from '@/components/ui/time'
import type { ShownIssue } from '@/lib/data/gap-previews'

/** Where the issue of a gap stands, in a line. */
export function IssueState({ issue }: { readonly issue: ShownIssue }) {
  const { state, number, url, openedBy, openedAt, reason } = issue
  if (state === 'opening') {
    return <span className="text-muted text-sm [overflow-wrap:anywhere]">An issue is being opened. {reason}</span>
  }
  if (state === 'failed') {
    return <span className="text-fail text-sm [overflow-wrap:anywhere]">No issue could be opened. {reason}</span>
  }
  return (
    <span className="text-muted text-sm [overflow-wrap:anywhere]">
      {url ? <ExternalLink href={url}>Issue #{number}</ExternalLink> : 'Issue'} {state}, asked for by{' '}
      {openedBy ?? 'somebody'} <Time at={openedAt} />. {reason}
    </span>
  )
}
