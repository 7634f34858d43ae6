import 'server-only'
import { z } from 'zod'
import { callGitHub } from './api-errors'
import type { Place } from './check-runs'
import type { GitHubClient } from './client'
import type { CommitToRead } from './objects/snapshot-of-commit'

const Sha = z.string().regex(/^([\da-f]{40}|[\da-f]{64})$/)
const Pull = z.object({
  state: z.string(),
  head: z.object({ sha: Sha }),
  base: z.object({ sha: Sha }),
})
const Tree = z.object({ sha: Sha })
const Committer = z.object({ date: z.coerce.date() })
const GitCommit = z.object({ sha: Sha, tree: Tree, committer: Committer })
const Comparison = z.object({
  merge_base_commit: z.object({ sha: Sha, commit: z.object({ tree: Tree, committer: Committer }) }),
  files: z.array(z.object({ filename: z.string(), status: z.string() })).default([]),
})

/** A pull request as it stands now. */
export interface PullRequest {
  readonly isOpen: boolean
  readonly headCommit: string
  /** Where the branch that it is for stood when GitHub last looked. */
  readonly baseCommit: string
}

export async function fetchPullRequest(
  client: GitHubClient,
  { owner, name }: Place,
  number: number,
): Promise<PullRequest> {
  return callGitHub(`pull request ${number} of ${owner}/${name}`, async () => {
    const address = { owner, repo: name, pull_number: number }
    const { data } = await client.octokit.request('GET /repos/{owner}/{repo}/pulls/{pull_number}', address)
    const { state, head, base } = Pull.parse(data)
    return { isOpen: state === 'open', headCommit: head.sha, baseCommit: base.sha }
  })
}

export interface PullRequestRange {
  /** Where the branch of the pull request left the one it is for. */
  readonly before: CommitToRead
  readonly after: CommitToRead
  /** Changed files that are still there, at most 300. */
  readonly changedPaths: ReadonlySet<string>
}

/** What a pull request changes, for two requests. Commits of forks are reached through the pull request's own repository. */
export async function readPullRequestRange(
  client: GitHubClient,
  { owner, name }: Place,
  { baseCommit, headCommit }: Pick<PullRequest, 'baseCommit' | 'headCommit'>,
): Promise<PullRequestRange> {
  const place = { owner, repo: name }
  // A page counts commits; all changed files come with the first one.
  const asked = { ...place, basehead: `${baseCommit}...${headCommit}`, per_page: 1 }
  return callGitHub(`the changes of a pull request in ${owner}/${name}`, async () => {
    const [comparison, head] = await Promise.all([
      client.octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', asked),
      client.octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
        ...place,
        commit_sha: headCommit,
      }),
    ])
    const { merge_base_commit: base, files } = Comparison.parse(comparison.data)
    const { sha, tree, committer } = GitCommit.parse(head.data)
    return {
      before: { commit: base.sha, tree: base.commit.tree.sha, committedAt: base.commit.committer.date },
      after: { commit: sha, tree: tree.sha, committedAt: committer.date },
      changedPaths: new Set(files.filter(({ status }) => status !== 'removed').map(({ filename }) => filename)),
    }
  })
}
