import { readingRole } from '../apps/app-access'
import type { Host, Repository } from '../host'
import type { OrganisationDescription, Permission, TeamDescription, UserDescription } from '../organisation'
import { nodeId } from '../rest/node-id'
import { FOUNDED } from '../rest/user-shapes'
import { affiliationWith, roleIn } from '../visibility'
import { connection, type PageArgs } from './connection'
import { arrange, type RepositoryArgs, repositoryNode } from './repository-node'

const PERMISSIONS: Record<Permission, string> = {
  pull: 'READ',
  triage: 'TRIAGE',
  push: 'WRITE',
  maintain: 'MAINTAIN',
  admin: 'ADMIN',
}

export function userNode(host: Host, user: UserDescription, viewer: string): object {
  const { login, id, name, email } = user
  return {
    ...ownerFields(host, login, id, 'User'),
    name,
    email: login === viewer ? email : '',
    createdAt: FOUNDED,
    isViewer: login === viewer,
    organizations: (args: PageArgs) => {
      const organisations = login === viewer ? host.organisationsOf(login) : []
      return connection(organisations, args, (each) => organisationNode(host, each, viewer))
    },
    repositories: async (args: RepositoryArgs & Affiliations) => {
      const arranged = await arrange(host, login === viewer ? repositoriesOfPerson(host, viewer, args) : [], args)
      return connection(arranged, args, (each) => repositoryNode(host, each, viewer))
    },
    organization: (args: { login: string }) => {
      const organisation = host.organisationsOf(login).find((each) => each.login === args.login)
      return organisation ? organisationNode(host, organisation, viewer) : null
    },
  }
}

interface Affiliations {
  affiliations?: readonly string[] | null
  ownerAffiliations?: readonly string[] | null
}

/** Only organisations own repositories here, so a person has those of others: given one by one, or through membership. */
function repositoriesOfPerson(host: Host, login: string, { affiliations, ownerAffiliations }: Affiliations) {
  const asked = affiliations ?? ['OWNER', 'COLLABORATOR', 'ORGANIZATION_MEMBER']
  const owners = ownerAffiliations ?? ['OWNER', 'COLLABORATOR']
  return host.visibleRepositories(login).filter(({ organisation, about }) => {
    const affiliation = affiliationWith(organisation, about, login)?.toUpperCase()
    return affiliation !== undefined && asked.includes(affiliation) && owners.includes(affiliation)
  })
}

export function organisationNode(host: Host, organisation: OrganisationDescription, viewer: string): object {
  const { login, id, name, description } = organisation
  const role = roleIn(organisation, viewer)
  const reader = readingRole(organisation, viewer)
  return {
    ...ownerFields(host, login, id, 'Organization'),
    name,
    description,
    createdAt: FOUNDED,
    viewerCanAdminister: role === 'admin',
    viewerIsAMember: role !== undefined,
    repository: (args: { name: string }) => {
      const repository = host.findRepository(login, args.name, viewer)
      return repository ? repositoryNode(host, repository, viewer) : null
    },
    repositories: async (args: RepositoryArgs) => {
      const arranged = await arrange(host, host.visibleRepositories(viewer, organisation), args)
      return connection(arranged, args, (each) => repositoryNode(host, each, viewer))
    },
    teams: (args: PageArgs & { privacy?: 'SECRET' | 'VISIBLE' }) => {
      const known = reader ? organisation.teams.filter((team) => !team.secret || isInside(team, reader, viewer)) : []
      const teams = known.filter((team) => !args.privacy || (args.privacy === 'SECRET') === team.secret)
      return connection(teams, args, (team) => teamNode(host, organisation, team, viewer))
    },
    team: (args: { slug: string }) => {
      const team = reader ? organisation.teams.find(({ slug }) => slug === args.slug) : undefined
      return team && (!team.secret || isInside(team, reader, viewer))
        ? teamNode(host, organisation, team, viewer)
        : null
    },
    membersWithRole: (args: PageArgs) => {
      const people = (reader ? organisation.members : []).flatMap((member) => {
        const user = host.findUser(member.login)
        return user ? [{ user, role: member.role }] : []
      })
      return connection(
        people,
        args,
        ({ user }) => userNode(host, user, viewer),
        (each) => ({ role: each.role.toUpperCase(), hasTwoFactorEnabled: null }),
      )
    },
  }
}

/** Owners and its own people know of a secret team. */
function isInside(team: TeamDescription, role: string | undefined, viewer: string): boolean {
  return role === 'admin' || team.members.includes(viewer)
}

function teamNode(host: Host, organisation: OrganisationDescription, team: TeamDescription, viewer: string): object {
  const { id, slug, name, description } = team
  const url = `${host.url}/orgs/${organisation.login}/teams/${slug}`
  return {
    __typename: 'Team',
    id: nodeId('Team', id),
    databaseId: id,
    slug,
    name,
    combinedSlug: `${organisation.login}/${slug}`,
    description,
    privacy: team.secret ? 'SECRET' : 'VISIBLE',
    url,
    resourcePath: new URL(url).pathname,
    avatarUrl: `${host.url}/avatars/${organisation.login}.svg`,
    createdAt: FOUNDED,
    updatedAt: FOUNDED,
    parentTeam: null,
    organization: () => organisationNode(host, organisation, viewer),
    members: (args: PageArgs) => {
      const users = team.members.map((login) => host.findUser(login)).filter((user) => user !== undefined)
      return connection(
        users,
        args,
        (user) => userNode(host, user, viewer),
        () => ({ role: 'MEMBER' }),
      )
    },
    repositories: async (args: RepositoryArgs) => {
      const grants = new Map(team.repositories.map((grant) => [grant.name, grant.permission]))
      const visible = host.teamRepositories(organisation, team, viewer)
      return connection(
        await arrange(host, visible, args),
        args,
        (each) => repositoryNode(host, each, viewer),
        ({ about }: Repository) => ({ permission: PERMISSIONS[grants.get(about.name) ?? 'pull'] }),
      )
    },
  }
}

function ownerFields(host: Host, login: string, id: number, type: 'User' | 'Organization') {
  return {
    __typename: type,
    id: nodeId(type, id),
    databaseId: id,
    login,
    url: `${host.url}/${login}`,
    resourcePath: `/${login}`,
    avatarUrl: `${host.url}/avatars/${login}.svg`,
  }
}
