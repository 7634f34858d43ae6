import type { Context, Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import { readingRole } from '../apps/app-access'
import type { OrganisationDescription, TeamDescription, UserDescription } from '../organisation'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { permissionFlags } from '../visibility'
import {
  fullOrganisationShape,
  fullTeamShape,
  memberOrganisationShape,
  membershipShape,
  teamShape,
} from './organisation-shapes'
import { paginate } from './pagination'
import { arrangeRepositories, repositoryShape } from './repository-shapes'
import { requireSomebody } from './user-routes'
import { userShape } from './user-shapes'

type ApiContext = Context<ServerEnv>

export function routeOrganisations(api: Hono<ServerEnv>, services: Services): void {
  const { host } = services

  api.get('/orgs/:org', (c) => {
    const organisation = findOrganisation(c)
    const shape = isMember(c, organisation) ? memberOrganisationShape : fullOrganisationShape
    return c.json(shape(host, organisation))
  })

  api.get('/orgs/:org/repos', async (c) => {
    const viewer = c.get('session').user?.login
    const visible = host.visibleRepositories(viewer, findOrganisation(c))
    const { type, sort, direction } = c.req.query()
    const arranged = await arrangeRepositories(host, visible, viewer, { type, sort, direction })
    return c.json(await Promise.all(paginate(services, c, arranged).map((each) => repositoryShape(host, each, viewer))))
  })

  api.get('/orgs/:org/members', (c) => {
    const organisation = findOrganisation(c)
    // Nobody's membership is public here, so strangers learn of nobody.
    const role = c.req.query('role') ?? 'all'
    const members = isMember(c, organisation) ? organisation.members : []
    const chosen = members.filter((member) => role === 'all' || member.role === role)
    return c.json(
      people(
        c,
        chosen.map(({ login }) => login),
      ),
    )
  })

  api.get('/orgs/:org/memberships/:username', (c) => {
    const organisation = findOrganisation(c)
    requireSomebody(c)
    if (!isMember(c, organisation)) {
      throw new ApiError(403, 'You must be a member of the organization to view membership information.')
    }
    const user = host.findUser(c.req.param('username'))
    const membership = user && membershipShape(host, organisation, user.login)
    if (!membership) throw notFound()
    return c.json(membership)
  })

  api.get('/orgs/:org/teams', (c) => {
    const organisation = requireMembership(c)
    const teams = paginate(services, c, organisation.teams)
    return c.json(teams.map((team) => teamShape(host, organisation, team)))
  })

  api.get('/orgs/:org/teams/:slug', (c) => {
    const organisation = requireMembership(c)
    return c.json(fullTeamShape(host, organisation, findTeam(c, organisation)))
  })

  api.get('/orgs/:org/teams/:slug/members', (c) => {
    const team = findTeam(c, requireMembership(c))
    return c.json(people(c, team.members))
  })

  api.get('/orgs/:org/teams/:slug/repos', async (c) => {
    const organisation = requireMembership(c)
    const login = c.get('session').user?.login
    const team = findTeam(c, organisation)
    const grants = new Map(team.repositories.map(({ name, permission }) => [name, permission]))
    const visible = host.teamRepositories(organisation, team, login)
    const shapes = paginate(services, c, visible).map(async (repository) => ({
      ...(await repositoryShape(host, repository, login)),
      permissions: permissionFlags(grants.get(repository.about.name)),
    }))
    return c.json(await Promise.all(shapes))
  })

  function findOrganisation(c: ApiContext): OrganisationDescription {
    const organisation = host.findOrganisation(c.req.param('org') ?? '')
    if (!organisation) throw notFound()
    return organisation
  }

  function requireMembership(c: ApiContext): OrganisationDescription {
    requireSomebody(c)
    const organisation = findOrganisation(c)
    if (!isMember(c, organisation)) throw notFound()
    return organisation
  }

  function findTeam(c: ApiContext, organisation: OrganisationDescription): TeamDescription {
    const team = organisation.teams.find(({ slug }) => slug === c.req.param('slug'))
    if (!team) throw notFound()
    return team
  }

  function people(c: ApiContext, logins: readonly string[]) {
    const users = logins.map((login) => host.findUser(login)).filter((user): user is UserDescription => !!user)
    return paginate(services, c, users).map((user) => userShape(host, user))
  }
}

function isMember(c: ApiContext, organisation: OrganisationDescription): boolean {
  return readingRole(organisation, c.get('session').user?.login) !== undefined
}
