import type { ChangeCause } from '@/lib/data/change-cause'
import { commitUrl, compareUrl, pullUrl, shortCommit } from '@/lib/data/github-links'

/** By which commit a verdict changed, whose it is and how it came in; or between which commits, where no more is known. */
export function ChangeCauseText({ cause, githubUrl }: { readonly cause: ChangeCause; readonly githubUrl: string }) {
  const { commit, lastCommit, authorLogin, authorName, pull } = cause
  if (cause.precision === 'range') {
    return (
      <p className="text-muted text-xs">
        Between{' '}
        <CommitLink href={compareUrl(githubUrl, lastCommit, commit)}>
          {shortCommit(lastCommit)} and {shortCommit(commit)}
        </CommitLink>
      </p>
    )
  }
  const author = authorLogin ?? authorName
  return (
    <p className="text-muted text-xs [overflow-wrap:anywhere]">
      <CommitLink href={commitUrl(githubUrl, commit)}>{shortCommit(commit)}</CommitLink> {titleOf(cause)}
      {author && <> by {author}</>}
      {pull && (
        <>
          , in{' '}
          <a href={pullUrl(githubUrl, pull.number)} rel="noreferrer" className="link">
            #{pull.number}
          </a>
          {pull.mergedByLogin && (
            <> merged by {pull.mergedByLogin === authorLogin ? 'its author' : pull.mergedByLogin}</>
          )}
        </>
      )}
    </p>
  )
}

function CommitLink({ href, children }: { readonly href: string; readonly children: React.ReactNode }) {
  return (
    <a href={href} rel="noreferrer" className="link font-mono">
      {children}
    </a>
  )
}

/** The line that GitHub writes when it merges says less than the pull request's own title. */
function titleOf({ headline, pull }: ChangeCause): string {
  return /^Merge pull request #\d+ from /.test(headline) && pull?.title ? pull.title : headline
}
