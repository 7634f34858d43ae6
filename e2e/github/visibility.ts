import { type OrganisationDescription, Permission, type RepositoryDescription } from './organisation'

type Login = string | undefined

export function roleIn(organisation: OrganisationDescription, login: Login): 'admin' | 'member' | undefined {
  return login === undefined ? undefined : standingOf(organisation, login).role
}

/** The strongest of what organisation role, collaboration, teams, base permission and publicity give; undefined: unseen. */
export function permissionOn(
  organisation: OrganisationDescription,
  repository: RepositoryDescription,
  login: Login,
): Permission | undefined {
  const open = repository.private ? undefined : 'pull'
  if (login === undefined) return open
  const { role, grants } = standingOf(organisation, login)
  if (role === 'admin') return 'admin'
  const base = role === 'member' && organisation.basePermission === 'read' ? 'pull' : open
  return strongest(base, grants.get(repository.name))
}

/** How a viewer is bound to a repository: what `affiliation` and `type` filters ask. */
export function affiliationWith(
  organisation: OrganisationDescription,
  repository: RepositoryDescription,
  login: Login,
): 'collaborator' | 'organization_member' | undefined {
  if (repository.collaborators.some((person) => person.login === login)) return 'collaborator'
  return roleIn(organisation, login) ? 'organization_member' : undefined
}

/** To be called when an organisation was changed in place. */
export function forgetStandings(organisation: OrganisationDescription): void {
  ledgers.delete(organisation)
}

/** What one person is in one organisation. */
interface Standing {
  role?: 'admin' | 'member'
  /** By the name of the repository: from teams and collaboration. */
  grants: Map<string, Permission>
}

const ledgers = new WeakMap<OrganisationDescription, Map<string, Standing>>()
const STRANGER: Standing = { grants: new Map() }

function standingOf(organisation: OrganisationDescription, login: string): Standing {
  const ledger = ledgers.get(organisation) ?? openLedger(organisation)
  return ledger.get(login) ?? STRANGER
}

/** Made once for everybody: asking teams and collaborators for each repository anew takes minutes in a large organisation. */
function openLedger(organisation: OrganisationDescription): Map<string, Standing> {
  const ledger = new Map<string, Standing>()
  const standing = (login: string) => {
    const known: Standing = ledger.get(login) ?? { grants: new Map() }
    ledger.set(login, known)
    return known
  }
  const grant = (login: string, name: string, permission: Permission) => {
    const { grants } = standing(login)
    grants.set(name, strongest(grants.get(name), permission) ?? permission)
  }
  for (const { login, role } of organisation.members) standing(login).role = role
  for (const team of organisation.teams) {
    for (const login of team.members) {
      // Who has left the organisation has left its teams.
      if (!ledger.get(login)?.role) continue
      for (const { name, permission } of team.repositories) grant(login, name, permission)
    }
  }
  for (const { name, collaborators } of organisation.repositories) {
    for (const { login, permission } of collaborators) grant(login, name, permission)
  }
  ledgers.set(organisation, ledger)
  return ledger
}

function strongest(left: Permission | undefined, right: Permission | undefined): Permission | undefined {
  return Permission.options.findLast((permission) => permission === left || permission === right)
}

/** GitHub's five yes-or-no answers for one permission. */
export function permissionFlags(permission: Permission | undefined) {
  const rank = permission ? Permission.options.indexOf(permission) : -1
  return { admin: rank >= 4, maintain: rank >= 3, push: rank >= 2, triage: rank >= 1, pull: rank >= 0 }
}
