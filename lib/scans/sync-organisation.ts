import 'server-only'
import { findInstallation } from '@/lib/data/installations'
import { storeListing } from '@/lib/data/store-listing'
import { findKnownRepositoryIds } from '@/lib/data/unlisted-repositories'
import { wayIn } from '@/lib/env'
import { hasCode } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { listOrganisation, type OrganisationListing } from '@/lib/github/organisation-listing'
import { findRepositoryPlace } from '@/lib/github/repository-by-id'
import { settleUnlisted } from './settle-unlisted'

export interface OrganisationToSync {
  readonly organisationId: bigint
  /** As it was called when it was last seen. */
  readonly login: string
}

/** Repositories by which GitHub is asked what an organisation is called now. */
const MOST_WITNESSES = 3

/**
 * Lists an organisation with this token, stores what it saw, and finds out about repositories that a whole list no
 * longer shows. Answers the head of every repository that was listed; undefined for an empty one. What arrived before a
 * limit or a refused token is stored too, before that is thrown.
 */
export async function syncOrganisation(
  client: GitHubClient,
  organisation: OrganisationToSync,
): Promise<ReadonlyMap<bigint, CommitAtDate | undefined>> {
  const { organisationId } = organisation
  const listing = await listUnderAnyName(client, organisation)
  const installation = wayIn() === 'app' ? await findInstallation(organisationId) : null
  const isInstallation = installation?.repositorySelection === 'all'
  const isOwner = listing.isOwner || isInstallation
  const { gaps, interruption, ...rest } = listing
  await storeListing({
    ...rest,
    isOwner,
    seesEveryTeam: isOwner || installation !== null,
    ...(interruption ? {} : { gaps }),
  })
  if (interruption) throw interruption
  if (isOwner && listing.complete.repositories) {
    const listedIds = listing.repositories.map(({ githubId }) => githubId)
    const showsPrivate = listing.repositories.some(({ isPrivate }) => isPrivate)
    await settleUnlisted(client, { organisationId, listedIds, showsPrivate, isInstallation })
  }
  return new Map(listing.repositories.map(({ githubId, head }) => [githubId, head ?? undefined]))
}

/** GitHub lists by name only: when the name is gone or somebody else's, the owner of a known repository tells the new one. */
async function listUnderAnyName(
  client: GitHubClient,
  { organisationId, login }: OrganisationToSync,
): Promise<OrganisationListing> {
  try {
    return await listOrganisation(client, login, organisationId)
  } catch (error) {
    const isElsewhere = hasCode(error, 'not-found', 'conflict')
    const renamed = isElsewhere ? await findLoginNow(client, organisationId) : null
    if (renamed === null || renamed.toLowerCase() === login.toLowerCase()) throw error
    return listOrganisation(client, renamed, organisationId)
  }
}

async function findLoginNow(client: GitHubClient, organisationId: bigint): Promise<string | null> {
  for (const githubId of await findKnownRepositoryIds(organisationId, MOST_WITNESSES)) {
    const { place } = await findRepositoryPlace(client, githubId)
    if (place?.owner.githubId === organisationId) return place.owner.login
  }
  return null
}
