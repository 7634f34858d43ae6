import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'
import { type KnownLists, keepLists, knownLists, sharedIds, type VisibleLists } from './known-lists'
import { toStorableText } from './storable'
import { noteVisibilityChange } from './store-visibility-change'
import { idsOf } from './visible'

/** How somebody belongs to an organisation; a collaborator is from outside and may read some of its repositories. */
export type OrgRole = 'admin' | 'member' | 'collaborator'

/** What GitHub let one person read in one organisation when it was last asked. */
export interface StoredVisibility {
  readonly organisationId: bigint
  readonly login: string
  readonly role: OrgRole
  readonly repositoryIds: readonly bigint[]
  /** Those that this person administers; empty for owners, who administer all. */
  readonly administeredIds: readonly bigint[]
  /** Those that this person may push to; empty for owners, who may push to all. */
  readonly writableIds: readonly bigint[]
  readonly isComplete: boolean
  readonly fetchedAt: Date
}

/** As it is stored; `isOutdated` when GitHub told since that more may be seen, so that it should be asked anew. */
export interface FoundVisibility extends StoredVisibility {
  readonly isOutdated: boolean
}

interface VisibilityRow {
  readonly organisation_id: bigint
  readonly login: string
  readonly role: string
  /** Tells this state of the row from every other one. */
  readonly version: string
  /** Arrays as Postgres writes them; null where the version is the one that is known. */
  readonly repository_ids: string | null
  readonly administered_ids: string | null
  readonly writable_ids: string | null
  readonly is_complete: boolean
  readonly fetched_at: Date
  readonly is_outdated: boolean
}

/** The viewer's own row for an organisation of this login, whatever its age; null when access changed since. */
export async function findVisibility(userId: bigint, login: string): Promise<FoundVisibility | null> {
  const whose = `${userId} ${login.toLowerCase()}`
  const known = knownLists(whose)
  // Another server numbers transactions anew, and may have another state of the row at the same place.
  const version = Prisma.sql`concat_ws(' ', v.organisation_id, v.fetched_at, v.xmin, v.ctid)`
  const [isKnown, ...lists] = [
    Prisma.sql`${version} = ${known?.version ?? ''}`,
    Prisma.sql`v.repository_ids`,
    Prisma.sql`v.administered_ids`,
    Prisma.sql`v.writable_ids`,
  ]
  const [repositories, administered, writable] = lists.map(
    (list) => Prisma.sql`case when not ${isKnown} then ${list}::text end`,
  )
  const [row] = await db().$queryRaw<VisibilityRow[]>`
    select v.organisation_id, o.login, v.role, ${version} as version, ${repositories} as repository_ids,
      ${administered} as administered_ids, ${writable} as writable_ids, v.is_complete, v.fetched_at,
      v.fetched_at <= greatest(o.access_grew_at, u.access_grew_at, c.grew_at, '-infinity') as is_outdated
    from visibilities v join organisations o on o.github_id = v.organisation_id join users u on u.github_id = v.user_id
    left join access_changes c on c.user_id = v.user_id and c.organisation_id = v.organisation_id
    where v.user_id = ${userId} and lower(o.login) = lower(${login})
      and v.fetched_at > greatest(o.access_changed_at, u.access_changed_at, c.changed_at, '-infinity')
    order by v.fetched_at desc limit 1`
  if (!row) return null
  return {
    organisationId: row.organisation_id,
    login: row.login,
    role: readRole(row.role),
    ...listsOf(row, whose, known),
    isComplete: row.is_complete,
    fetchedAt: row.fetched_at,
    isOutdated: row.is_outdated,
  }
}

/** Undefined where the row was another one when it was asked for. */
function listsOf(row: VisibilityRow, whose: string, known: KnownLists | undefined): VisibleLists {
  const { version, repository_ids: repositories, administered_ids: administered, writable_ids: writable } = row
  if (known?.version === version) return known.lists
  const lists = {
    repositoryIds: sharedIds(repositories ?? '{}'),
    administeredIds: idsOf(administered ?? '{}'),
    writableIds: idsOf(writable ?? '{}'),
  }
  keepLists(whose, { version, lists })
  return lists
}

/** A role as it is stored; what is not known gives the least. */
export function readRole(role: string): OrgRole {
  return role === 'admin' || role === 'member' ? role : 'collaborator'
}

/** An organisation as GitHub described it; what was not said stays as it is stored. */
export interface SeenOrganisation {
  readonly githubId: bigint
  readonly login: string
  readonly name?: string | null | undefined
  readonly description?: string | null | undefined
  readonly avatarUrl: string | null
}

/**
 * Stores what GitHub answered, and the organisation itself when it is new or was renamed. It is one of the viewer's from
 * now on, also where GitHub does not name it by itself.
 */
export async function storeVisibility(
  userId: bigint,
  organisation: SeenOrganisation,
  seen: Omit<StoredVisibility, 'organisationId' | 'login'>,
): Promise<StoredVisibility> {
  await storeOrganisation(organisation)
  const organisationId = organisation.githubId
  const values = {
    ...seen,
    repositoryIds: [...seen.repositoryIds],
    administeredIds: [...seen.administeredIds],
    writableIds: [...seen.writableIds],
  }
  const where = { userId_organisationId: { userId, organisationId } }
  const { role } = seen
  await db().$transaction([
    noteVisibilityChange(db(), userId, organisationId, seen),
    db().visibility.upsert({ where, create: { userId, organisationId, ...values }, update: values }),
    db().viewerOrganisation.upsert({ where, create: { userId, organisationId, role }, update: { role } }),
  ])
  return { ...seen, organisationId, login: organisation.login }
}

/** GitHub shows nothing of an organisation; it stays among the viewer's when that is only because the App can't read it. */
export async function forgetVisibility(
  userId: bigint,
  login: string,
  { staysListed }: { readonly staysListed: boolean },
): Promise<void> {
  const where = { userId, organisation: { login: { equals: login, mode: 'insensitive' as const } } }
  await db().visibility.deleteMany({ where })
  if (!staysListed) await db().viewerOrganisation.deleteMany({ where })
}

/** A person everywhere, everybody in an organisation, or a person there: an organisation speaks for itself only. */
type Whose = { readonly userId: bigint; readonly organisationId?: bigint } | { readonly organisationId: bigint }

/** From now on, GitHub is asked anew what these may see: for whatever told that access changed. */
export async function forgetVisibilitiesOf(whose: Whose): Promise<void> {
  await date(whose, 'changed_at')
}

/** The same where nobody may see less than before: what was answered counts until GitHub answers again. */
export async function renewVisibilitiesOf(whose: Whose): Promise<void> {
  await date(whose, 'grew_at')
}

async function date(whose: Whose, what: 'changed_at' | 'grew_at'): Promise<void> {
  if ('userId' in whose && whose.organisationId !== undefined) {
    const column = Prisma.raw(what)
    await db().$executeRaw`
      insert into access_changes (user_id, organisation_id, ${column})
      select u.github_id, o.github_id, date_trunc('milliseconds', clock_timestamp()) from users u, organisations o
      where u.github_id = ${whose.userId} and o.github_id = ${whose.organisationId}
      on conflict (user_id, organisation_id) do update set ${column} = excluded.${column}`
    return
  }
  const [table, id] = 'userId' in whose ? ['users', whose.userId] : ['organisations', whose.organisationId]
  await db().$executeRaw`
    update ${Prisma.raw(String(table))} set ${Prisma.raw(`access_${what}`)} = date_trunc('milliseconds', clock_timestamp())
    where github_id = ${id}`
}

export async function storeOrganisation({ githubId, login, name, description, avatarUrl }: SeenOrganisation) {
  const about = {
    login,
    ...(name !== undefined && { name: name && toStorableText(name) }),
    ...(description !== undefined && { description: description && toStorableText(description) }),
    avatarUrl,
  }
  await db().organisation.upsert({ where: { githubId }, create: { githubId, ...about }, update: about })
}
