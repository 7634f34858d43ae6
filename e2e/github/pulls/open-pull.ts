import { z } from 'zod'
import { invalid } from '../api-error'
import { fetchBranch, isAncestor, setRef } from '../git/merges'
import { isPlainRef, readBranch } from '../git/refs'
import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'
import { nextNumber } from '../records/record-store'
import { toSeconds } from '../rest/time'
import { announcePull } from './announce-pull'

export const LARGEST_BODY = 65_536

export const OpenPull = z.object({
  title: z.string().trim().min(1).max(256),
  body: z.string().max(LARGEST_BODY).nullish(),
  /** A branch; `owner:branch` for one of somebody else's repository of the same name. */
  head: z.string().min(1),
  /** Another repository of the head's owner, by its name. */
  head_repo: z.string().optional(),
  base: z.string().min(1),
  draft: z.boolean().default(false),
})
export type OpenPull = z.infer<typeof OpenPull>

/** Opens a pull request in the name of `by`; throws ApiError 422 as GitHub does. */
export function openPull(
  host: Host,
  repository: Repository,
  request: OpenPull,
  by: string,
  date = new Date(),
): Promise<PullRecord> {
  return host.records.serially(repository.about.id, async () => {
    const { directory, about } = repository
    const source = findSource(host, repository, request, by)
    const ref = request.head.split(':').at(-1) ?? ''
    const base = isPlainRef(request.base) ? await readBranch(directory, request.base) : undefined
    if (!base) throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
    const head = source && (await readBranch(source.directory, ref))
    if (!source || !head) throw invalid({ resource: 'PullRequest', field: 'head', code: 'invalid' })
    const label = `${source.organisation.login}:${ref}`
    const isSame = (pull: PullRecord) =>
      pull.state === 'open' &&
      pull.head.ref === ref &&
      pull.head.repositoryId === source.about.id &&
      pull.base.ref === request.base
    if (host.records.read(about.id).pulls.some(isSame)) {
      throw refusal(`A pull request already exists for ${label}.`)
    }
    if (source.about.id !== about.id) await fetchBranch(directory, source.directory, ref)
    if (await isAncestor(directory, head, base)) throw refusal(`No commits between ${request.base} and ${ref}`)
    const now = toSeconds(date)
    const pull = host.records.edit(about.id, (records) => {
      const made: PullRecord = {
        id: host.records.nextId(),
        number: nextNumber(records),
        title: request.title,
        body: request.body ?? null,
        draft: request.draft,
        by,
        state: 'open',
        head: { ref, sha: head, repositoryId: source.about.id },
        base: { ref: request.base, sha: base },
        createdAt: now,
        updatedAt: now,
        closedAt: null,
        closedBy: null,
        mergedAt: null,
        mergedBy: null,
        mergeCommit: null,
      }
      records.pulls.push(made)
      return made
    })
    await setRef(directory, `refs/pull/${pull.number}/head`, head)
    await announcePull(host, 'opened', repository, pull, by)
    return pull
  })
}

/** The repository that holds the head, when the one who opens may read it. */
function findSource(host: Host, repository: Repository, { head, head_repo }: OpenPull, by: string) {
  const [owner, branch] = head.includes(':') ? head.split(':') : [repository.organisation.login, head]
  if (!branch || !isPlainRef(branch)) return undefined
  const name = head_repo?.split('/').at(-1) ?? repository.about.name
  if (owner === repository.organisation.login && name === repository.about.name) return repository
  return host.findRepository(owner ?? '', name, by)
}

function refusal(message: string) {
  return invalid({ resource: 'PullRequest', code: 'custom', message })
}
