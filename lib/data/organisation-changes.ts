import 'server-only'
import { db } from './db'
import { type PersonToStore, storePeople } from './store-people'

/* What happened to one organisation and its people, by GitHub's numeric ids. Each change may be told twice. */

export async function isKnownOrganisation(githubId: bigint): Promise<boolean> {
  return (await db().organisation.findUnique({ where: { githubId }, select: { githubId: true } })) !== null
}

export async function renameOrganisation(githubId: bigint, login: string): Promise<void> {
  await db().organisation.updateMany({ where: { githubId }, data: { login } })
}

/** Notes that a person belongs to a known organisation, or has another role there now. */
export async function setMembership(
  organisationId: bigint,
  person: PersonToStore,
  role: 'admin' | 'member',
): Promise<void> {
  await storePeople(db(), [person])
  await db().$executeRaw`
    insert into memberships (organisation_id, user_id, role)
    select o.github_id, ${person.githubId}, ${role} from organisations o where o.github_id = ${organisationId}
    on conflict (organisation_id, user_id) do update set role = excluded.role`
}

/** A person who left is in none of its teams either. */
export async function removeMembership(organisationId: bigint, userId: bigint): Promise<void> {
  await db().$transaction([
    db().teamMembership.deleteMany({ where: { userId, team: { organisationId } } }),
    db().membership.deleteMany({ where: { organisationId, userId } }),
  ])
}
