import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { AppError } from '@/lib/errors'
import { db } from './db'
import { Prisma } from './generated/client'
import { type Change, recordChange } from './record-change'
import { parseScorecardSearch, scorecardSearch, valuesOf, WITHOUT_TEAM } from './scorecard-query'
import { toStorableText } from './storable'
import { isVisibleTeam } from './visible'

/** A saved way of looking at an organisation's repositories. */
export interface SavedView {
  readonly id: string
  readonly name: string
  /** What stands behind the scorecard's path: "?team=payments", or ''. */
  readonly search: string
  /** For everybody in the organisation. */
  readonly isShared: boolean
  /** This viewer may rename and delete it. */
  readonly mayChange: boolean
}

const MOST_OF_ONE = 50

/**
 * The viewer's own, and those of the organisation that are for its members; by name. One that names a team of which the
 * viewer may not know is left out.
 */
export async function listSavedViews(login: string): Promise<readonly SavedView[]> {
  const access = await requireOrgAccess(login)
  const rows = await db().$queryRaw<{ id: string; name: string; search: string; owner_id: bigint | null }[]>`
    select id::text as id, name, search, owner_id from saved_views
    where organisation_id = ${access.organisationId}
      and (owner_id = ${access.viewerId} or (owner_id is null and ${access.role !== 'collaborator'}))
    order by lower(name), id limit 200`
  const views = rows.map(({ owner_id, search, ...view }) => ({
    ...view,
    isShared: owner_id === null,
    query: parseScorecardSearch(search),
  }))
  const named = views.flatMap(({ isShared, query }) => (isShared ? valuesOf(query.team) : []))
  const known = await findVisibleTeams(access, named)
  return views.flatMap(({ id, name, isShared, query }) => {
    if (isShared && !valuesOf(query.team).every((slug) => known.has(slug))) return []
    return [
      {
        id,
        name,
        search: scorecardSearch(query, { saved: undefined }),
        isShared,
        mayChange: !isShared || access.role === 'admin',
      },
    ]
  })
}

/** One of them by its id, as it is now; null for one that this viewer has not, or that was deleted. */
export async function findSavedView(login: string, id: string): Promise<SavedView | null> {
  return (await listSavedViews(login)).find((view) => view.id === id) ?? null
}

/** Of these, the slugs of teams of which the viewer may know. */
async function findVisibleTeams(access: OrgAccess, slugs: readonly string[]): Promise<ReadonlySet<string>> {
  const asked = [...new Set(slugs)].filter((slug) => slug !== WITHOUT_TEAM)
  if (asked.length === 0) return new Set([WITHOUT_TEAM])
  const teams = await db().$queryRaw<{ slug: string }[]>`
    select t.slug from teams t where t.slug = any(${asked}::text[]) and ${isVisibleTeam(access)}`
  return new Set([WITHOUT_TEAM, ...teams.map(({ slug }) => slug)])
}

/** Saves an address under a name; one of that name gets the address. */
export async function storeSavedView(
  access: OrgAccess,
  view: { readonly name: string; readonly search: string; readonly isShared: boolean },
): Promise<void> {
  const { search, isShared } = view
  const name = toStorableText(view.name)
  const ownerId = isShared ? null : access.viewerId
  const kept = scorecardSearch(parseScorecardSearch(search), { saved: undefined })
  await db().$transaction(async (tx) => {
    const replaced = await tx.$executeRaw`
      update saved_views set name = ${name}, search = ${kept}
      where organisation_id = ${access.organisationId} and owner_id is not distinct from ${ownerId}
        and lower(name) = lower(${name})`
    const stored =
      replaced ||
      (await tx.$executeRaw`
        insert into saved_views (organisation_id, owner_id, name, search)
        select ${access.organisationId}, ${ownerId}::bigint, ${name}, ${kept}
        where (select count(*) from saved_views
          where organisation_id = ${access.organisationId} and owner_id is not distinct from ${ownerId}) < ${MOST_OF_ONE}
        on conflict do nothing`)
    if (stored === 0) throw new AppError('conflict', `There are ${MOST_OF_ONE} views already. Delete one first.`)
    if (isShared) await recordView(tx, access, { action: 'view-shared', subject: name, after: { search: kept } })
  })
}

/** False when there is no such view that this viewer may change. */
export async function renameSavedView(access: OrgAccess, id: string, asked: string): Promise<boolean> {
  const name = toStorableText(asked)
  const isRenamed = await db().$transaction(async (tx) => {
    const [before] = await tx.$queryRaw<ChangedView[]>`
      select v.name, v.search, v.owner_id from saved_views v where ${isChangeable(access, id)} for update`
    const renamed = await tx.$executeRaw`
      update saved_views v set name = ${name}
      where ${isChangeable(access, id)} and not exists (
        select from saved_views o where o.organisation_id = v.organisation_id
          and o.owner_id is not distinct from v.owner_id and o.id <> v.id and lower(o.name) = lower(${name}))`
    if (!before || renamed === 0) return false
    if (before.owner_id === null && before.name !== name) {
      await recordView(tx, access, {
        action: 'view-renamed',
        subject: name,
        before: { name: before.name },
        after: { name },
      })
    }
    return true
  })
  if (isRenamed) return true
  const [taken] = await db().$queryRaw<
    { id: bigint }[]
  >`select v.id from saved_views v where ${isChangeable(access, id)}`
  if (taken) throw new AppError('conflict', 'There is a view of this name already. Choose another.')
  return false
}

/** False when there is no such view that this viewer may change. */
export async function deleteSavedView(access: OrgAccess, id: string): Promise<boolean> {
  return db().$transaction(async (tx) => {
    const [deleted] = await tx.$queryRaw<ChangedView[]>`
      delete from saved_views v where ${isChangeable(access, id)} returning v.name, v.search, v.owner_id`
    if (!deleted) return false
    const { name: subject, search, owner_id } = deleted
    if (owner_id === null) await recordView(tx, access, { action: 'view-deleted', subject, before: { search } })
    return true
  })
}

interface ChangedView {
  name: string
  search: string
  owner_id: bigint | null
}

/** What is done to a view of everybody's is on record; one's own is one's own. */
async function recordView(
  tx: Prisma.TransactionClient,
  { organisationId, viewerId: personId }: OrgAccess,
  change: Pick<Change, 'action' | 'subject' | 'before' | 'after'>,
): Promise<void> {
  await recordChange(tx, { organisationId, personId, ...change })
}

/** Condition on `saved_views v`: this one, and the viewer's own or, for owners, the organisation's. */
function isChangeable({ organisationId, viewerId, role }: OrgAccess, id: string): Prisma.Sql {
  return Prisma.sql`v.id = ${BigInt(id)} and v.organisation_id = ${organisationId}
    and (v.owner_id = ${viewerId} or (v.owner_id is null and ${role === 'admin'}))`
}
