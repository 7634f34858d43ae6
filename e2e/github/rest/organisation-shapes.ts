import type { Host } from '../host'
import type { OrganisationDescription, TeamDescription } from '../organisation'
import { permissionFlags } from '../visibility'
import { nodeId } from './node-id'
import { FOUNDED, ownerShape, userShape } from './user-shapes'

export function organisationShape(host: Host, { login, id, description }: OrganisationDescription) {
  const url = `${host.apiUrl}/orgs/${login}`
  return {
    login,
    id,
    node_id: nodeId('Organization', id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${host.url}/avatars/${login}.svg`,
    description: description ?? '',
  }
}

export function fullOrganisationShape(host: Host, organisation: OrganisationDescription) {
  const { login, name, repositories } = organisation
  return {
    ...organisationShape(host, organisation),
    name,
    is_verified: false,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: repositories.filter((repository) => !repository.private).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${host.url}/${login}`,
    type: 'Organization',
    created_at: FOUNDED,
    updated_at: FOUNDED,
    archived_at: null,
  }
}

/** What only members read about their organisation. */
export function memberOrganisationShape(host: Host, organisation: OrganisationDescription) {
  const count = organisation.repositories.filter((repository) => repository.private).length
  return {
    ...fullOrganisationShape(host, organisation),
    total_private_repos: count,
    owned_private_repos: count,
    default_repository_permission: organisation.basePermission,
    members_can_create_repositories: true,
    two_factor_requirement_enabled: false,
  }
}

export function membershipShape(host: Host, organisation: OrganisationDescription, login: string) {
  const member = organisation.members.find((each) => each.login === login)
  const user = host.findUser(login)
  if (!member || !user) return undefined
  const url = `${host.apiUrl}/orgs/${organisation.login}`
  return {
    url: `${url}/memberships/${login}`,
    state: 'active',
    role: member.role,
    direct_membership: true,
    organization_url: url,
    organization: organisationShape(host, organisation),
    user: userShape(host, user),
  }
}

export function teamShape(host: Host, organisation: OrganisationDescription, team: TeamDescription) {
  const url = `${host.apiUrl}/organizations/${organisation.id}/team/${team.id}`
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    url,
    html_url: `${host.url}/orgs/${organisation.login}/teams/${team.slug}`,
    name: team.name,
    slug: team.slug,
    description: team.description,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    permissions: permissionFlags('pull'),
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: organisation.id,
    parent: null,
  }
}

export function fullTeamShape(host: Host, organisation: OrganisationDescription, team: TeamDescription) {
  const { permissions: _, ...rest } = teamShape(host, organisation, team)
  return {
    ...rest,
    created_at: FOUNDED,
    updated_at: FOUNDED,
    members_count: team.members.length,
    repos_count: team.repositories.length,
    organization: fullOrganisationShape(host, organisation),
  }
}

export function ownerOf(host: Host, organisation: OrganisationDescription) {
  return ownerShape(host, organisation, 'Organization')
}
