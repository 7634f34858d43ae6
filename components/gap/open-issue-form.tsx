'use client'

import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { IssueAnswer } from '@/lib/actions/gap-issues'

/** The press that opens the issue on GitHub, and what came of it. */
export function OpenIssueForm({
  openIssue,
  issuesUrl,
}: {
  readonly openIssue: () => Promise<IssueAnswer>
  /** Address of the repository's issues on GitHub, without a slash at its end. */
  readonly issuesUrl: string
}) {
  const [answer, open, opening] = useActionState<IssueAnswer | null>(openIssue, null)
  return (
    <form action={open} className="flex flex-wrap items-center gap-3">
      <Button type="submit" look="primary" busy={opening}>
        {opening ? 'Opening…' : 'Open issue on GitHub'}
      </Button>
      {answer?.ok && answer.number !== null && (
        <p role="status" className="text-sm">
          It is open already:{' '}
          <a href={`${issuesUrl}/${answer.number}`} rel="noreferrer" className="link">
            issue #{answer.number}
          </a>
          .
        </p>
      )}
      {answer?.ok === false && (
        <p role="alert" className="basis-full text-fail text-sm">
          {answer.error}
        </p>
      )}
    </form>
  )
}
