import 'server-only'
import { recountRepositories } from './counted-repositories'
import { db } from './db'
import { forgetForeignGrants } from './foreign-grants'
import type { Prisma } from './generated/client'
import { isKnownOrganisation } from './organisation-changes'
import { recountMoved } from './recount-scores'
import { toStorableText } from './storable'
import { endTiesOf, recordArrivals } from './transfer-ends'
import { onceWeightsRest } from './weights-lock'

/*
 * What happened to one repository, by GitHub's numeric id. Each change may be told twice and about a repository that is
 * not known; those that answer a boolean say whether it is known.
 */

const UNKNOWN_OWNER = 'It was transferred to an owner whose repositories Airworthy does not audit.'

export async function renameRepository(githubId: bigint, name: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [renamed] = await tx.repository.updateManyAndReturn({
      where: { githubId },
      data: { name },
      select: { organisationId: true },
    })
    // Another name may be excluded, or no longer.
    if (renamed) await recountRepositories(renamed.organisationId, [githubId], tx)
    return renamed !== undefined
  })
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

/**
 * Gives a repository with its past to another organisation; to one that is not known, it is removed with that reason.
 * Waivers and links to badges of those who had it end, and its scores are counted by the weights there.
 */
export async function moveRepository(githubId: bigint, toOrganisationId: bigint): Promise<boolean> {
  if (!(await isKnownOrganisation(toOrganisationId))) {
    await db().$transaction(async (tx) => {
      await endTiesOf(tx, [githubId], null)
      await tx.repository.updateMany({ where: { githubId, removedAt: null }, data: removedFor(UNKNOWN_OWNER) })
    })
    return isKnown(githubId)
  }
  const move = async (tx: Prisma.TransactionClient): Promise<boolean> => {
    const moving = await endTiesOf(tx, [githubId], toOrganisationId)
    const { count } = await tx.repository.updateMany({
      where: { githubId },
      data: { organisationId: toOrganisationId, removedAt: null, removedReason: null },
    })
    await recordArrivals(tx, moving)
    // Only now: that it left is noted with the teams that had it.
    await forgetForeignGrants(tx, toOrganisationId, [githubId])
    if (count > 0) await recountRepositories(toOrganisationId, [githubId], tx)
    if (moving.length > 0) await recountMoved(tx, toOrganisationId, moving)
    return count > 0
  }
  return onceWeightsRest(() => db().$transaction(move, { timeout: 60_000, maxWait: 30_000 }))
}

function removedFor(reason: string) {
  return { removedAt: new Date(), removedReason: toStorableText(reason) }
}

async function isKnown(githubId: bigint): Promise<boolean> {
  return (await db().repository.findUnique({ where: { githubId }, select: { githubId: true } })) !== null
}
