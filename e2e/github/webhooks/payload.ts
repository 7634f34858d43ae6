import type { InstallationDescription } from '../apps/app-description'
import type { Host, Repository } from '../host'
import type { OrganisationDescription, RepositoryDescription, TeamDescription } from '../organisation'
import { nodeId } from '../rest/node-id'
import { organisationShape, teamShape } from '../rest/organisation-shapes'
import { repositoryShape } from '../rest/repository-shapes'

/** A repository as events carry it: nobody's view. */
export async function repositoryPayload(host: Host, repository: Repository) {
  const { permissions: _, ...shape } = await repositoryShape(host, repository, undefined)
  return { ...shape, custom_properties: {} }
}

export function organisationPayload(host: Host, organisation: OrganisationDescription) {
  return organisationShape(host, organisation)
}

export function teamPayload(host: Host, organisation: OrganisationDescription, team: TeamDescription) {
  const { permissions: _, organization_id: __, type: ___, ...shape } = teamShape(host, organisation, team)
  return { ...shape, privacy: team.secret ? 'secret' : 'closed' }
}

/** A repository as events about installations list it. */
export function listedRepositoryPayload(organisation: OrganisationDescription, about: RepositoryDescription) {
  const { id, name } = about
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: `${organisation.login}/${name}`,
    private: about.private,
  }
}

export function reachedBy(organisation: OrganisationDescription, { repositories }: InstallationDescription) {
  return organisation.repositories.filter(({ name }) => repositories === 'all' || repositories.includes(name))
}
