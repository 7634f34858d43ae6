import 'server-only'
import { addListingGap } from '@/lib/data/listing-gaps'
import { moveRepository, removeRepository, renameRepository } from '@/lib/data/repository-changes'
import { findUnlistedRepositories, noteStillThere, type UnlistedRepository } from '@/lib/data/unlisted-repositories'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { describeGap } from '@/lib/github/listing-gaps'
import { findRepositoryPlace, type PlaceAnswer } from '@/lib/github/repository-by-id'
import { log } from '@/lib/log'

/** Requests that one listing may spend on asking where the repositories are that it no longer shows. */
const MOST_ASKED = 100
const AT_ONCE = 5

const GONE = 'GitHub does not show it any more: it was deleted, or moved to where Airworthy may not look.'

/** What a whole listing saw, by a token that should see everything. */
export interface WholeListing {
  readonly organisationId: bigint
  readonly listedIds: readonly bigint[]
  readonly showsPrivate: boolean
  /** An installation on all repositories can't lack the permission to see private ones. */
  readonly isInstallation: boolean
}

type Outcome = 'removed' | 'moved' | 'shown' | 'hidden' | 'unknown'

/**
 * Asks by number where repositories are that a whole listing does not name. Only GitHub's word that there is none
 * removes one; an error never does, nor a token that may not see private repositories. What is left over waits for the
 * next listing.
 */
export async function settleUnlisted(client: GitHubClient, listing: WholeListing): Promise<void> {
  const { organisationId, listedIds } = listing
  const unlisted = await findUnlistedRepositories(organisationId, listedIds, MOST_ASKED)
  const outcomes: Outcome[] = []
  for (let start = 0; start < unlisted.length; start += AT_ONCE) {
    const part = unlisted.slice(start, start + AT_ONCE)
    const answers = await Promise.allSettled(part.map((repository) => settle(client, listing, repository)))
    const failure = answers.find((answer) => answer.status === 'rejected')
    if (failure && !(failure.reason instanceof AppError)) throw failure.reason
    outcomes.push(...answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'unknown')))
    if (failure) break
  }
  if (unlisted.length === 0) return
  if (outcomes.includes('shown')) await addListingGap(organisationId, describeGap('repositories', 'shown-alone'))
  if (outcomes.includes('hidden')) await addListingGap(organisationId, describeGap('repositories', 'public-only'))
  const count = (outcome: Outcome) => outcomes.filter((each) => each === outcome).length
  log().info(
    {
      organisationId: String(organisationId),
      removed: count('removed'),
      moved: count('moved'),
      leftAlone: count('shown') + count('hidden') + count('unknown'),
    },
    'asked where repositories are that are not listed any more',
  )
}

async function settle(client: GitHubClient, listing: WholeListing, repository: UnlistedRepository): Promise<Outcome> {
  const { githubId } = repository
  const answer = await findRepositoryPlace(client, githubId)
  if (!answer.place) {
    if (repository.isPrivate && !seesPrivate(listing, answer)) return 'hidden'
    await removeRepository(listing.organisationId, githubId, GONE)
    return 'removed'
  }
  const { owner, name } = answer.place
  if (owner.githubId === listing.organisationId) {
    await noteStillThere(githubId, name)
    return 'shown'
  }
  await renameRepository(githubId, name)
  await moveRepository(githubId, owner.githubId)
  return 'moved'
}

function seesPrivate({ showsPrivate, isInstallation }: WholeListing, { mayReadPrivate }: PlaceAnswer): boolean {
  return isInstallation || showsPrivate || mayReadPrivate === true
}
