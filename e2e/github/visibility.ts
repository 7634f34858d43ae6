import { type OrganisationDescription, Permission, type RepositoryDescription } from './organisation'

type Login = string | undefined

export function roleIn(organisation: OrganisationDescription, login: Login): 'admin' | 'member' | undefined {
  return organisation.members.find((member) => member.login === login)?.role
}

/** The strongest of what organisation role, collaboration, teams, base permission and publicity give; undefined: unseen. */
export function permissionOn(
  organisation: OrganisationDescription,
  repository: RepositoryDescription,
  login: Login,
): Permission | undefined {
  const granted: Permission[] = repository.private ? [] : ['pull']
  const role = roleIn(organisation, login)
  if (role === 'admin') return 'admin'
  if (role === 'member') {
    if (organisation.basePermission === 'read') granted.push('pull')
    for (const team of organisation.teams) {
      const grant = team.repositories.find(({ name }) => name === repository.name)
      if (grant && login && team.members.includes(login)) granted.push(grant.permission)
    }
  }
  const collaborator = repository.collaborators.find((person) => person.login === login)
  if (collaborator) granted.push(collaborator.permission)
  return Permission.options.findLast((permission) => granted.includes(permission))
}

/** How a viewer is bound to a repository: what `affiliation` and `type` filters ask. */
export function affiliationWith(
  organisation: OrganisationDescription,
  repository: RepositoryDescription,
  login: Login,
): 'collaborator' | 'organization_member' | undefined {
  if (repository.collaborators.some((person) => person.login === login)) return 'collaborator'
  if (roleIn(organisation, login)) return 'organization_member'
  return undefined
}

/** GitHub's five yes-or-no answers for one permission. */
export function permissionFlags(permission: Permission | undefined) {
  const rank = permission ? Permission.options.indexOf(permission) : -1
  return { admin: rank >= 4, maintain: rank >= 3, push: rank >= 2, triage: rank >= 1, pull: rank >= 0 }
}
