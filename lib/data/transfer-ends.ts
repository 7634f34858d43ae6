import 'server-only'
import { Prisma } from './generated/client'
import { recordRepositoryChanges } from './record-change'

type Transaction = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>

/**
 * Before repositories are given to an organisation (null: one that is not known), ends what those who had them decided:
 * waivers, and links to badges that they handed out. Puts it on the record of whom they leave, and answers which those are;
 * those that belong there already are left alone.
 */
export async function endTiesOf(
  tx: Transaction,
  repositoryIds: readonly bigint[],
  toOrganisationId: bigint | null,
): Promise<readonly bigint[]> {
  const leaving = await tx.$queryRaw<{ id: bigint }[]>`
    select github_id as id from repositories where github_id = any(${[...repositoryIds]}::bigint[])
      and ${toOrganisationId === null ? Prisma.sql`removed_at is null` : Prisma.sql`organisation_id <> ${toOrganisationId}`}
    order by github_id for update`
  const ids = leaving.map(({ id }) => id)
  if (ids.length === 0) return ids
  await tx.$executeRaw`
    update waivers set ended_at = now() where repository_id = any(${ids}::bigint[]) and ended_at is null
      and expires_on >= (now() at time zone 'utc')::date`
  await tx.$executeRaw`
    update repositories set badge_generation = badge_generation + 1 where github_id = any(${ids}::bigint[])`
  // Where it went, and whence it came, is told to nobody who may not see it there.
  await recordRepositoryChanges(tx, ids, { personId: null, action: 'repository-left' })
  return ids
}

/** Puts on the record of their new organisation that repositories came without the waivers and links that they had. */
export async function recordArrivals(tx: Transaction, repositoryIds: readonly bigint[]): Promise<void> {
  if (repositoryIds.length === 0) return
  await recordRepositoryChanges(tx, repositoryIds, { personId: null, action: 'repository-arrived' })
}
