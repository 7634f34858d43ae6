import 'server-only'
import { recountRepositories } from './counted-repositories'
import { db } from './db'
import { isKnownOrganisation } from './organisation-changes'
import { toStorableText } from './storable'
import { storeRepositoryNow } from './store-listing'

/*
 * What happened to one repository, by GitHub's numeric id. Each change may be told twice and about a repository that is
 * not known; those that answer a boolean say whether it is known.
 */

export interface RepositoryFlags {
  readonly isArchived?: boolean | undefined
  readonly isPrivate?: boolean | undefined
  readonly defaultBranch?: string | undefined
  readonly head?: { readonly commit: string; readonly tree: string } | undefined
  readonly pushedAt?: Date | undefined
}

const UNKNOWN_OWNER = 'It was transferred to an owner whose repositories Airworthy does not audit.'

/** What a webhook or GitHub's REST API tells of a repository; what it leaves out stays as it was. */
export interface RepositoryAsTold {
  readonly githubId: bigint
  readonly name: string
  readonly description: string | null
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly isFork: boolean
  readonly language: string | null
  readonly defaultBranch: string | null
  readonly pushedAt: Date | null
}

/** Stores a repository of a known organisation; a removed one is back. False when the organisation is not known. */
export async function upsertRepository(organisationId: bigint, told: RepositoryAsTold): Promise<boolean> {
  if (!(await isKnownOrganisation(organisationId))) return false
  const known = await db().repository.findUnique({
    where: { githubId: told.githubId },
    select: { languages: true, headCommit: true, headTree: true },
  })
  const head = known?.headCommit && known.headTree ? { commit: known.headCommit, tree: known.headTree } : null
  await storeRepositoryNow(organisationId, { ...told, languages: known?.languages ?? [], head })
  return true
}

export async function renameRepository(githubId: bigint, name: string): Promise<boolean> {
  const { count } = await db().repository.updateMany({ where: { githubId }, data: { name } })
  return count > 0
}

/**
 * Removes a repository from the organisation that lost it; one that belongs to another by now stays there. `reason` is a
 * sentence for a person. The audits stay, and come back with the repository.
 */
export async function removeRepository(organisationId: bigint, githubId: bigint, reason: string): Promise<boolean> {
  const { count } = await db().repository.updateMany({
    where: { githubId, organisationId, removedAt: null },
    data: removedFor(reason),
  })
  return count > 0 || (await isKnown(githubId))
}

export async function restoreRepository(githubId: bigint): Promise<boolean> {
  const { count } = await db().repository.updateMany({
    where: { githubId },
    data: { removedAt: null, removedReason: null },
  })
  return count > 0
}

/** Gives a repository with its past to another organisation; to one that is not known, it is removed with that reason. */
export async function moveRepository(githubId: bigint, toOrganisationId: bigint): Promise<boolean> {
  if (!(await isKnownOrganisation(toOrganisationId))) {
    await db().repository.updateMany({ where: { githubId, removedAt: null }, data: removedFor(UNKNOWN_OWNER) })
    return isKnown(githubId)
  }
  return db().$transaction(async (tx) => {
    await tx.teamRepository.deleteMany({
      where: { repositoryId: githubId, team: { organisationId: { not: toOrganisationId } } },
    })
    const { count } = await tx.repository.updateMany({
      where: { githubId },
      data: { organisationId: toOrganisationId, removedAt: null, removedReason: null },
    })
    if (count > 0) await recountRepositories(toOrganisationId, [githubId], tx)
    return count > 0
  })
}

/** Notes what is given and leaves the rest; whether the repository counts follows. */
export async function setRepositoryFlags(githubId: bigint, flags: RepositoryFlags): Promise<boolean> {
  const { head, isArchived, isPrivate, defaultBranch, pushedAt } = flags
  return db().$transaction(async (tx) => {
    await tx.repository.updateMany({
      where: { githubId },
      data: {
        ...(isArchived === undefined ? {} : { isArchived }),
        ...(isPrivate === undefined ? {} : { isPrivate }),
        ...(defaultBranch === undefined ? {} : { defaultBranch }),
        ...(pushedAt === undefined ? {} : { pushedAt }),
        ...(head ? { headCommit: head.commit, headTree: head.tree } : {}),
      },
    })
    const found = await tx.repository.findUnique({ where: { githubId }, select: { organisationId: true } })
    if (found) await recountRepositories(found.organisationId, [githubId], tx)
    return found !== null
  })
}

function removedFor(reason: string) {
  return { removedAt: new Date(), removedReason: toStorableText(reason) }
}

async function isKnown(githubId: bigint): Promise<boolean> {
  return (await db().repository.findUnique({ where: { githubId }, select: { githubId: true } })) !== null
}
