import 'server-only'
import { z } from 'zod'
import { callGitHub } from './api-errors'
import type { Place } from './check-runs'
import type { GitHubClient } from './client'
import type { CommitToRead } from './objects/snapshot-of-commit'

const GitCommit = z.object({
  sha: z.string(),
  tree: z.object({ sha: z.string() }),
  committer: z.object({ date: z.coerce.date() }),
})
const Comparison = z.object({
  merge_base_commit: z.object({
    sha: z.string(),
    commit: z.object({ tree: z.object({ sha: z.string() }), committer: z.object({ date: z.coerce.date() }) }),
  }),
  files: z.array(z.object({ filename: z.string(), status: z.string() })).default([]),
})

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
  baseCommit: string,
  headCommit: string,
): Promise<PullRequestRange> {
  const what = `the changes of a pull request in ${owner}/${name}`
  const [comparison, head] = await Promise.all([
    callGitHub(what, () =>
      client.octokit.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        owner,
        repo: name,
        basehead: `${baseCommit}...${headCommit}`,
        per_page: 1,
      }),
    ),
    callGitHub(what, () =>
      client.octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
        owner,
        repo: name,
        commit_sha: headCommit,
      }),
    ),
  ])
  const { merge_base_commit: base, files } = Comparison.parse(comparison.data)
  const { sha, tree, committer } = GitCommit.parse(head.data)
  return {
    before: { commit: base.sha, tree: base.commit.tree.sha, committedAt: base.commit.committer.date },
    after: { commit: sha, tree: tree.sha, committedAt: committer.date },
    changedPaths: new Set(files.filter(({ status }) => status !== 'removed').map(({ filename }) => filename)),
  }
}
