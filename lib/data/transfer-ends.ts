import 'server-only'
import { Prisma } from './generated/client'
import { recordRepositoryChanges } from './record-change'
import type { Moved } from './recount-scores'

type Transaction = Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>

/**
 * Before repositories are given to an organisation (null: one that is not known), ends what those who had them decided:
 * waivers, whose reasons are erased before others could read them, and links to badges that they handed out. Puts it on
 * the record of whom they leave, unless they had left before, and answers which those are; those that belong there already
 * are left alone. They stay locked.
 */
export async function endTiesOf(
  tx: Transaction,
  repositoryIds: readonly bigint[],
  toOrganisationId: bigint | null,
): Promise<readonly Moved[]> {
  const leaves = (of: Prisma.Sql) =>
    toOrganisationId === null
      ? Prisma.sql`${of}.removed_at is null`
      : Prisma.sql`${of}.organisation_id <> ${toOrganisationId}`
  // Each of those that are named is looked at, and those that leave are found and locked by their ids.
  const leaving = await tx.$queryRaw<(Moved & { isGone: boolean })[]>`
    with named as materialized (
      select n.github_id, n.organisation_id, n.removed_at from repositories n
      where n.github_id = any(${[...repositoryIds]}::bigint[])
    )
    select r.github_id as "repositoryId", r.organisation_id as "from", r.removed_at is not null as "isGone" from repositories r
    where r.github_id = any(array(select n.github_id from named n where ${leaves(Prisma.sql`n`)})) and ${leaves(Prisma.sql`r`)}
    order by r.github_id for update`
  const ids = leaving.map(({ repositoryId }) => repositoryId)
  if (ids.length === 0) return leaving
  await tx.$executeRaw`
    update waivers set ended_at = now() where repository_id = any(${ids}::bigint[]) and ended_at is null
      and expires_on >= (now() at time zone 'utc')::date`
  if (toOrganisationId !== null) {
    await tx.$executeRaw`
      update waivers set reason = '' where repository_id = any(${ids}::bigint[]) and reason <> ''`
  }
  await tx.$executeRaw`
    update repositories set badge_generation = badge_generation + 1 where github_id = any(${ids}::bigint[])`
  // Where it went, and whence it came, is told to nobody who may not see it there.
  const present = leaving.flatMap(({ repositoryId, isGone }) => (isGone ? [] : repositoryId))
  if (present.length > 0) await recordRepositoryChanges(tx, present, { personId: null, action: 'repository-left' })
  return leaving
}

/** Puts on the record of their new organisation that repositories came without the waivers and links that they had. */
export async function recordArrivals(tx: Transaction, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return
  const ids = moved.map(({ repositoryId }) => repositoryId)
  await recordRepositoryChanges(tx, ids, { personId: null, action: 'repository-arrived' })
}
