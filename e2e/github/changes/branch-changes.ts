import { readBranch } from '../git/refs'
import { runGit } from '../git/run-git'
import { refreshPulls } from '../pulls/refresh-pulls'
import { emitPush } from '../webhooks/push-event'
import type { ChangeHandlers } from './change-handlers'
import { repositoryOf } from './find'

/** Branches that come and go without a commit. */
export const branchChanges: ChangeHandlers<'create-branch' | 'delete-branch'> = {
  async 'create-branch'({ host, webhooks }, { owner, repo, branch, from, sender }) {
    const repository = repositoryOf(host, owner, repo)
    const { directory, about } = repository
    const after = await readBranch(directory, from ?? about.defaultBranch)
    if (!after) throw new Error(`${owner}/${repo} has no branch ${from ?? about.defaultBranch}.`)
    await runGit(directory, ['update-ref', `refs/heads/${branch}`, after, '0'.repeat(40)])
    host.changed(repository)
    await emitPush(host, webhooks, repository, { ref: `refs/heads/${branch}`, after }, sender)
    return { sha: after }
  },

  async 'delete-branch'({ host, webhooks }, { owner, repo, branch, sender }) {
    const repository = repositoryOf(host, owner, repo)
    const before = await readBranch(repository.directory, branch)
    if (!before) throw new Error(`${owner}/${repo} has no branch ${branch}.`)
    await runGit(repository.directory, ['update-ref', '-d', `refs/heads/${branch}`, before])
    host.changed(repository)
    await emitPush(host, webhooks, repository, { ref: `refs/heads/${branch}`, before }, sender)
    await refreshPulls(host, repository, sender)
    return { sha: before }
  },
}
