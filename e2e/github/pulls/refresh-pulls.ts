import { fetchBranch, isAncestor, setRef } from '../git/merges'
import { readBranch } from '../git/refs'
import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { toSeconds } from '../rest/time'
import { announcePull } from './announce-pull'
import { headRepository } from './find-pulls'

/**
 * Brings the open pull requests of a repository to where its branches stand now, as a push does: a head that moved is
 * announced as `synchronize`, one that reached its base branch as merged, one whose branch is gone as closed. `pusher`
 * is a login; the one who opened it when absent.
 */
export async function refreshPulls(host: Host, repository: Repository, pusher?: string): Promise<void> {
  const open = host.records.read(repository.about.id).pulls.some(({ state }) => state === 'open')
  if (open) await host.records.serially(repository.about.id, () => refreshOpen(host, repository, pusher))
}

/** The same for whoever already works on the repository's pull requests alone. */
export async function refreshOpen(host: Host, repository: Repository, pusher?: string): Promise<void> {
  for (const pull of host.records.read(repository.about.id).pulls) {
    if (pull.state === 'open') await refresh(host, repository, pull, pusher ?? pull.by)
  }
}

async function refresh(host: Host, repository: Repository, pull: PullRecord, pusher: string): Promise<void> {
  const { directory, about } = repository
  const source = headRepository(host, repository, pull)
  const head = source && (await readBranch(source.directory, pull.head.ref))
  const base = await readBranch(directory, pull.base.ref)
  if (!source || !head || !base) {
    await close(host, repository, pull, pusher)
    return
  }
  if (head !== pull.head.sha) {
    const before = pull.head.sha
    if (source !== repository) await fetchBranch(directory, source.directory, pull.head.ref)
    await setRef(directory, `refs/pull/${pull.number}/head`, head)
    host.records.edit(about.id, () => {
      pull.head.sha = head
      pull.base.sha = base
      pull.updatedAt = toSeconds(new Date())
    })
    // A head that was moved back to what the base branch has leaves nothing to ask for.
    if (await isAncestor(directory, head, base)) await close(host, repository, pull, pusher)
    else await announcePull(host, 'synchronize', repository, pull, pusher, { before, after: head })
    return
  }
  if (base !== pull.base.sha && (await isAncestor(directory, head, base))) {
    await close(host, repository, pull, pusher, base)
  }
}

/** `mergeCommit` is the commit by which the base branch got the head, where it did. */
async function close(host: Host, repository: Repository, pull: PullRecord, by: string, mergeCommit?: string) {
  const now = toSeconds(new Date())
  host.records.edit(repository.about.id, () => {
    Object.assign(pull, { state: 'closed', updatedAt: now, closedAt: now, closedBy: by })
    if (mergeCommit) Object.assign(pull, { mergedAt: now, mergedBy: by, mergeCommit })
  })
  await announcePull(host, 'closed', repository, pull, by)
}
