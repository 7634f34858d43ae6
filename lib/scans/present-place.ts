import 'server-only'
import { AppError } from '@/lib/errors'
import type { Place } from '@/lib/github/check-runs'
import type { GitHubClient } from '@/lib/github/client'
import { findRepositoryPlace } from '@/lib/github/repository-by-id'

/**
 * Owner and name that a repository has on GitHub at this moment: since it was listed, it may have been renamed and
 * another one may have taken its name. Throws AppError 'not-found' when it is gone, hidden from this client, or belongs
 * to somebody else by now.
 */
export async function presentPlace(
  client: GitHubClient,
  { githubId, organisationId }: { readonly githubId: bigint; readonly organisationId: bigint },
): Promise<Place> {
  const { place } = await findRepositoryPlace(client, githubId)
  if (!place) throw new AppError('not-found', 'GitHub does not show you this repository.')
  if (place.owner.githubId !== organisationId) {
    throw new AppError('not-found', 'This repository was moved to another owner on GitHub.')
  }
  return { owner: place.owner.login, name: place.name }
}
