import 'server-only'
import { db } from './db'
import { toStorableText } from './storable'
import { idArray } from './visible'

export interface UnlistedRepository {
  readonly githubId: bigint
  readonly isPrivate: boolean
}

/** Repositories of an organisation that a listing does not name, those first that were not looked at for longest. */
export async function findUnlistedRepositories(
  organisationId: bigint,
  listedIds: readonly bigint[],
  limit: number,
): Promise<readonly UnlistedRepository[]> {
  const rows = await db().$queryRaw<{ github_id: bigint; is_private: boolean }[]>`
    select r.github_id, r.is_private from repositories r
    where r.organisation_id = ${organisationId} and r.removed_at is null
      and not exists (select from unnest(${idArray(listedIds)}::bigint[]) as l (id) where l.id = r.github_id)
    order by r.synced_at, r.github_id limit ${limit}`
  return rows.map((row) => ({ githubId: row.github_id, isPrivate: row.is_private }))
}

/** Notes that GitHub shows a repository that it did not list. */
export async function noteStillThere(githubId: bigint, name: string): Promise<void> {
  await db().repository.updateMany({ where: { githubId }, data: { name: toStorableText(name), syncedAt: new Date() } })
}

/** A few repositories of an organisation, by which GitHub tells what their owner is called now. */
export async function findKnownRepositoryIds(organisationId: bigint, limit: number): Promise<readonly bigint[]> {
  const rows = await db().repository.findMany({
    where: { organisationId, removedAt: null },
    orderBy: [{ syncedAt: 'desc' }, { githubId: 'asc' }],
    take: limit,
    select: { githubId: true },
  })
  return rows.map(({ githubId }) => githubId)
}
