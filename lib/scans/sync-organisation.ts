import 'server-only'
import { storeListing } from '@/lib/data/store-listing'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { listOrganisation } from '@/lib/github/organisation-listing'

export interface SyncedOrganisation {
  readonly organisationId: bigint
  /** Head of every repository that was listed; undefined for an empty one. */
  readonly heads: ReadonlyMap<bigint, CommitAtDate | undefined>
}

/** Lists an organisation with this token and stores what it saw. */
export async function syncOrganisation(client: GitHubClient, login: string): Promise<SyncedOrganisation> {
  const listing = await listOrganisation(client, login)
  await storeListing(listing)
  return {
    organisationId: listing.organisation.githubId,
    heads: new Map(listing.repositories.map(({ githubId, head }) => [githubId, head ?? undefined])),
  }
}
