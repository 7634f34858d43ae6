import { ApiError } from '../api-error'
import { readCommit } from '../git/commits'
import { isAncestor, mergeTree, moveRef, type Signature, writeCommit } from '../git/merges'
import { readBranch } from '../git/refs'
import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { toSeconds } from '../rest/time'
import { announcePull } from './announce-pull'
import { commitsOf } from './find-pulls'
import { refreshOpen } from './refresh-pulls'

export type MergeMethod = 'merge' | 'squash' | 'fast-forward'

/**
 * Merges an open pull request into its base branch in the name of `by`: by a commit with two parents, by one commit
 * with everything, or by moving the branch. Throws ApiError 405 when it can't be merged so.
 */
export function mergePull(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  { method, by, date = new Date() }: { method: MergeMethod; by: string; date?: Date },
): Promise<void> {
  const { directory, about } = repository
  return host.records.serially(about.id, async () => {
    await refreshOpen(host, repository)
    const base = await readBranch(directory, pull.base.ref)
    if (pull.state !== 'open' || pull.draft || !base) throw new ApiError(405, 'Pull Request is not mergeable')
    const sha = await makeMerge(host, repository, pull, base, method, by, date)
    await moveRef(directory, `refs/heads/${pull.base.ref}`, sha, base)
    const now = toSeconds(date)
    host.records.edit(about.id, () => {
      Object.assign(pull, { state: 'closed', updatedAt: now, closedAt: now, closedBy: by })
      Object.assign(pull, { mergedAt: now, mergedBy: by, mergeCommit: sha })
      pull.base.sha = base
    })
    if (pull.base.ref === about.defaultBranch) host.pushes.set(about.id, date.toISOString())
    host.changed(repository)
    host.branchMoved?.(repository, { branch: pull.base.ref, before: base, after: sha, by })
    await announcePull(host, 'closed', repository, pull, by)
    await refreshOpen(host, repository, by)
  })
}

/** Closes without merging, or opens again; throws ApiError 422 when that is not possible. */
export function setPullState(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  { state, by, date = new Date() }: { state: 'open' | 'closed'; by: string; date?: Date },
): Promise<void> {
  return host.records.serially(repository.about.id, async () => {
    if (pull.state === state) return
    if (state === 'open' && (pull.mergedAt !== null || !(await readBranch(repository.directory, pull.base.ref)))) {
      throw new ApiError(422, 'Validation Failed', [
        { resource: 'PullRequest', field: 'state', code: 'custom', message: 'state cannot be changed.' },
      ])
    }
    const now = toSeconds(date)
    const closed = state === 'closed' ? { closedAt: now, closedBy: by } : { closedAt: null, closedBy: null }
    host.records.edit(repository.about.id, () => Object.assign(pull, { state, updatedAt: now, ...closed }))
    await announcePull(host, state === 'closed' ? 'closed' : 'reopened', repository, pull, by)
    if (state === 'open') await refreshOpen(host, repository, by)
  })
}

async function makeMerge(
  host: Host,
  repository: Repository,
  pull: PullRecord,
  base: string,
  method: MergeMethod,
  by: string,
  date: Date,
): Promise<string> {
  const { directory, organisation } = repository
  const conflict = new ApiError(405, 'Pull Request is not mergeable')
  if (method === 'fast-forward') {
    if (!(await isAncestor(directory, base, pull.head.sha))) throw conflict
    return pull.head.sha
  }
  const tree = await mergeTree(directory, base, pull.head.sha)
  if (!tree) throw conflict
  const committer: Signature = { name: 'GitHub', email: 'noreply@github.com', date }
  if (method === 'merge') {
    const message = `Merge pull request #${pull.number} from ${organisation.login}/${pull.head.ref}\n\n${pull.title}`
    const parents = [base, pull.head.sha]
    return writeCommit(directory, { tree, parents, message, author: signatureOf(host, by, date), committer })
  }
  const headlines = await Promise.all(
    (await commitsOf(directory, pull)).toReversed().map((sha) => readCommit(directory, sha)),
  )
  const list = headlines.map((commit) => `* ${commit?.message.split('\n')[0] ?? ''}`).join('\n')
  const message = `${pull.title} (#${pull.number})\n\n${list}`
  return writeCommit(directory, {
    tree,
    parents: [base],
    message,
    author: signatureOf(host, pull.by, date),
    committer,
  })
}

function signatureOf(host: Host, login: string, date: Date): Signature {
  const user = host.findUser(login)
  return { name: user?.name ?? login, email: user?.email ?? 'noreply@github.com', date }
}
