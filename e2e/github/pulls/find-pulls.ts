import { commitsBetween, isAncestor } from '../git/merges'
import { readBranch } from '../git/refs'
import type { Host, Repository } from '../host'
import type { PullRecord } from '../records/record-schemas'

/** The repository with this numeric id, whoever asks. */
export function repositoryById(host: Host, id: number): Repository | undefined {
  for (const organisation of host.description.organisations) {
    const found = host.repositoriesOf(organisation).find(({ about }) => about.id === id)
    if (found) return found
  }
  return undefined
}

/** Where a pull request comes from; undefined when that repository is gone. */
export function headRepository(host: Host, repository: Repository, { head }: PullRecord): Repository | undefined {
  return head.repositoryId === repository.about.id ? repository : repositoryById(host, head.repositoryId)
}

export function findPull(host: Host, repository: Repository, number: number): PullRecord | undefined {
  return host.records.read(repository.about.id).pulls.find((pull) => pull.number === number)
}

/**
 * The pull requests a commit belongs to, oldest first: for a commit of the default branch the merged one that brought
 * it there, for any other the open and the merged ones that hold it.
 */
export async function pullsOfCommit(host: Host, repository: Repository, sha: string): Promise<PullRecord[]> {
  const { pulls } = host.records.read(repository.about.id)
  if (pulls.length === 0) return []
  const { directory, about } = repository
  const tip = await readBranch(directory, about.defaultBranch)
  const landed = tip !== undefined && (await isAncestor(directory, sha, tip))
  const candidates = pulls.filter(({ mergedAt, state }) => mergedAt !== null || (!landed && state === 'open'))
  const held = await Promise.all(candidates.map((pull) => holds(directory, pull, sha)))
  return candidates.filter((_, index) => held[index])
}

/** The ids of a pull request's own commits, newest first. */
export function commitsOf(directory: string, { base, head }: PullRecord): Promise<readonly string[]> {
  return commitsBetween(directory, base.sha, head.sha)
}

async function holds(directory: string, pull: PullRecord, sha: string): Promise<boolean> {
  return pull.mergeCommit === sha || (await commitsOf(directory, pull)).includes(sha)
}
