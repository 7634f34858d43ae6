import 'server-only'
import { db } from './db'
import { visibleIdsOf } from './visible-ids'

/** A repository by name among those that a viewer may see; a name that moved on to another repository finds the newest. */
export async function findVisibleRepository(
  organisationId: bigint,
  visibleIds: readonly bigint[],
  name: string,
): Promise<{ readonly githubId: bigint; readonly name: string } | null> {
  if (!/^[\w.-]{1,100}$/.test(name)) return null
  const named = await db().$queryRaw<{ github_id: bigint; name: string }[]>`
    select github_id, name from repositories
    where organisation_id = ${organisationId} and lower(name) = lower(${name}) and removed_at is null
    order by synced_at desc`
  // Few are of one name, and all that a viewer may see are many.
  const visible = visibleIdsOf(visibleIds)
  const first = named.find(({ github_id: id }) => visible.has(Number(id)))
  return first ? { githubId: first.github_id, name: first.name } : null
}
