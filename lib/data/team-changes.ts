import 'server-only'
import { db } from './db'
import { toStorableText } from './storable'
import { type PersonToStore, storePeople } from './store-people'

/*
 * What happened to one team, by GitHub's numeric ids. Each change may be told twice; what it names must be known
 * already and belong to the organisation that tells of it, or nothing happens. A team that became secret is removed: what
 * is stored is shown to other members.
 */

export interface TeamAsTold {
  readonly githubId: bigint
  readonly slug: string
  readonly name: string
  readonly description: string | null
}

/** Creates or renames a team of a known organisation, which every member may know of. */
export async function upsertTeam(organisationId: bigint, team: TeamAsTold): Promise<void> {
  const { githubId, slug, name, description } = team
  await db().$executeRaw`
    insert into teams (github_id, organisation_id, slug, name, description)
    select ${githubId}, o.github_id, ${slug}, ${toStorableText(name)}, ${description && toStorableText(description)}
    from organisations o where o.github_id = ${organisationId}
    on conflict (github_id) do update set slug = excluded.slug, name = excluded.name,
      description = excluded.description, unlisted_at = null where teams.organisation_id = excluded.organisation_id`
}

export async function isKnownTeam(githubId: bigint): Promise<boolean> {
  return (await db().team.findUnique({ where: { githubId }, select: { githubId: true } })) !== null
}

export async function removeTeam(organisationId: bigint, githubId: bigint): Promise<void> {
  await db().team.deleteMany({ where: { githubId, organisationId } })
}

/** `permission` in GitHub's words; null takes the repository away from the team. */
export async function setTeamRepository(
  organisationId: bigint,
  teamId: bigint,
  repositoryId: bigint,
  permission: string | null,
): Promise<void> {
  if (permission === null) {
    await db().teamRepository.deleteMany({ where: { teamId, repositoryId, team: { organisationId } } })
    return
  }
  await db().$executeRaw`
    insert into team_repositories (team_id, repository_id, permission)
    select t.github_id, r.github_id, ${permission.toUpperCase()} from teams t, repositories r
    where t.github_id = ${teamId} and r.github_id = ${repositoryId}
      and t.organisation_id = ${organisationId} and r.organisation_id = ${organisationId}
    on conflict (team_id, repository_id) do update set permission = excluded.permission`
}

export async function addTeamMember(organisationId: bigint, teamId: bigint, person: PersonToStore): Promise<void> {
  await storePeople(db(), [person])
  await db().$executeRaw`
    insert into team_memberships (team_id, user_id)
    select t.github_id, ${person.githubId} from teams t
    where t.github_id = ${teamId} and t.organisation_id = ${organisationId} on conflict do nothing`
}

export async function removeTeamMember(organisationId: bigint, teamId: bigint, userId: bigint): Promise<void> {
  await db().teamMembership.deleteMany({ where: { teamId, userId, team: { organisationId } } })
}
