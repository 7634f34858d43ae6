import 'server-only'
import { moveRepository, renameRepository } from '@/lib/data/repository-changes'
import { findRepositoryToScan } from '@/lib/data/scan-items'
import { storeRepositoryNow } from '@/lib/data/store-listing'
import { AppError, nullIf } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { findRepositoryPlace } from '@/lib/github/repository-by-id'
import { type FoundRepository, fetchRepository } from '@/lib/github/repository-listing'

export interface SyncedRepository {
  /** As GitHub spells them now. */
  readonly owner: string
  readonly name: string
  /** Null for an empty repository. */
  readonly head: CommitAtDate | null
}

/**
 * Stores one repository of an organisation as it is now, by its numeric id: one request where its name still holds, and
 * two more where it was renamed. Throws AppError 'not-found' when GitHub does not show it, or when it belongs to another
 * owner by now: then it is moved there, or removed when that owner is not known.
 */
export async function syncRepository(
  client: GitHubClient,
  organisationId: bigint,
  repositoryId: bigint,
): Promise<SyncedRepository> {
  const found = (await fetchUnderKnownName(client, repositoryId)) ?? (await fetchById(client, repositoryId))
  const { owner, ...listed } = found
  if (owner.githubId !== null && owner.githubId !== organisationId) {
    await renameRepository(repositoryId, listed.name)
    await moveRepository(repositoryId, owner.githubId)
    // Whoever reads this lost it, and may not know where it is now.
    throw new AppError('not-found', 'The repository was transferred to another owner.')
  }
  await storeRepositoryNow(organisationId, listed)
  return { owner: owner.login, name: listed.name, head: listed.head }
}

/** Null when the name leads nowhere or to another repository. */
async function fetchUnderKnownName(client: GitHubClient, repositoryId: bigint): Promise<FoundRepository | null> {
  const known = await findRepositoryToScan(repositoryId)
  if (!known) return null
  const found = await fetchRepository(client, known.owner, known.name).catch(nullIf('not-found'))
  return found?.githubId === repositoryId ? found : null
}

async function fetchById(client: GitHubClient, repositoryId: bigint): Promise<FoundRepository> {
  const { place } = await findRepositoryPlace(client, repositoryId)
  if (!place) throw new AppError('not-found', 'GitHub does not show this repository any more.')
  const found = await fetchRepository(client, place.owner.login, place.name)
  if (found.githubId === repositoryId) return found
  throw new AppError('not-found', 'The repository was renamed a moment ago. Try again in a minute.')
}
