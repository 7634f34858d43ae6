import { memoise } from '../git/cache'
import { readCommit } from '../git/commits'
import { readDiff } from '../git/diff'
import { mergeBase, mergeTree, setRef, writeCommit } from '../git/merges'
import { readBranch } from '../git/refs'
import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { actorShape, associationOf } from '../rest/actor-shapes'
import { nodeId } from '../rest/node-id'
import { ownerOf } from '../rest/organisation-shapes'
import { repositoryShape } from '../rest/repository-shapes'
import { commitsOf, headRepository } from './find-pulls'

/** A pull request in a list. */
export async function pullShape(host: Host, repository: Repository, pull: PullRecord, viewer: string | undefined) {
  const { fullName } = repository
  const { number } = pull
  const api = `${host.apiUrl}/repos/${fullName}`
  const html = `${host.url}/${fullName}/pull/${number}`
  const url = `${api}/pulls/${number}`
  const links = {
    self: url,
    html,
    issue: `${api}/issues/${number}`,
    comments: `${api}/issues/${number}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  }
  const source = headRepository(host, repository, pull)
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: links.issue,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: links.review_comment,
    comments_url: links.comments,
    statuses_url: links.statuses,
    number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: actorShape(host, pull.by),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommit ?? (await testMerge(host, repository, pull)) ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: [],
    milestone: null,
    draft: pull.draft,
    head: await sideShape(host, source, pull.head, viewer),
    base: await sideShape(host, repository, pull.base, viewer),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    author_association: associationOf(repository, pull.by),
    auto_merge: null,
    active_lock_reason: null,
  }
}

/** A pull request by itself: also whether it merges, and how much it changes. */
export async function fullPullShape(host: Host, repository: Repository, pull: PullRecord, viewer: string | undefined) {
  const listed = await pullShape(host, repository, pull, viewer)
  const files = await pullFiles(repository.directory, pull)
  const sum = (of: 'additions' | 'deletions') => files.reduce((total, file) => total + file[of], 0)
  const open = pull.state === 'open'
  const merges = open && listed.merge_commit_sha !== null
  return {
    ...listed,
    merged: pull.mergedAt !== null,
    mergeable: open ? merges : null,
    rebaseable: open ? merges : null,
    mergeable_state: open ? (pull.draft ? 'draft' : merges ? 'clean' : 'dirty') : 'unknown',
    merged_by: pull.mergedBy === null ? null : actorShape(host, pull.mergedBy),
    comments: host.records.read(repository.about.id).comments.filter(({ number }) => number === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: (await commitsOf(repository.directory, pull)).length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  }
}

/** What a pull request changes since it left its base branch. */
export async function pullFiles(directory: string, { base, head }: PullRecord) {
  const start = await mergeBase(directory, base.sha, head.sha)
  return start ? readDiff(directory, start, head.sha) : []
}

async function sideShape(
  host: Host,
  repository: Repository | undefined,
  { ref, sha }: { ref: string; sha: string },
  viewer: string | undefined,
) {
  if (!repository) return { label: `unknown:${ref}`, ref, sha, user: null, repo: null }
  const { organisation } = repository
  const repo = await repositoryShape(host, repository, viewer)
  return { label: `${organisation.login}:${ref}`, ref, sha, user: ownerOf(host, organisation), repo }
}

const rememberTestMerge = memoise<string>(1_000)

/** The commit that merging now would give, kept at `refs/pull/N/merge`; undefined when it would conflict. */
async function testMerge(host: Host, { directory }: Repository, pull: PullRecord): Promise<string | undefined> {
  if (pull.state !== 'open') return undefined
  const base = await readBranch(directory, pull.base.ref)
  const tree = base && (await mergeTree(directory, base, pull.head.sha))
  if (!base || !tree) return undefined
  return rememberTestMerge(`${directory} ${pull.number} ${base} ${pull.head.sha}`, async () => {
    const date = (await readCommit(directory, pull.head.sha))?.committer.date
    const author = host.findUser(pull.by)
    const who = {
      name: author?.name ?? pull.by,
      email: author?.email ?? 'noreply@github.com',
      date: new Date(date ?? 0),
    }
    const message = `Merge ${pull.head.sha} into ${base}`
    const parents = [base, pull.head.sha]
    const sha = await writeCommit(directory, { tree, parents, message, author: who, committer: who })
    await setRef(directory, `refs/pull/${pull.number}/merge`, sha)
    return sha
  })
}
