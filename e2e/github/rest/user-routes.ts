import type { Context, Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import { same } from '../names'
import type { UserDescription } from '../organisation'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { fullOrganisationShape, membershipShape, organisationShape } from './organisation-shapes'
import { paginate } from './pagination'
import { arrangeRepositories, repositoryShape } from './repository-shapes'
import { ownerShape, privateUserShape, publicUserShape } from './user-shapes'

export function routeUsers(api: Hono<ServerEnv>, services: Services): void {
  const { host, budgets } = services

  api.get('/user', (c) => c.json(privateUserShape(host, requireUser(c))))

  api.get('/user/emails', (c) => {
    const { email } = requireUser(c)
    return c.json(paginate(services, c, [{ email, primary: true, verified: true, visibility: 'private' }]))
  })

  api.get('/user/orgs', (c) => {
    const organisations = host.organisationsOf(requireUser(c).login)
    return c.json(paginate(services, c, organisations).map((each) => organisationShape(host, each)))
  })

  api.get('/user/memberships/orgs', (c) => {
    const { login } = requireUser(c)
    if (c.req.query('state') === 'pending') return c.json([])
    return c.json(paginate(services, c, host.organisationsOf(login)).map((each) => membershipShape(host, each, login)))
  })

  api.get('/user/memberships/orgs/:org', (c) => {
    const { login } = requireUser(c)
    const organisation = host.organisationsOf(login).find((each) => same(each.login, c.req.param('org')))
    const membership = organisation && membershipShape(host, organisation, login)
    if (!membership) throw notFound()
    return c.json(membership)
  })

  api.get('/user/repos', async (c) => {
    const { login } = requireUser(c)
    const { affiliation = 'owner,collaborator,organization_member', ...query } = c.req.query()
    const all = host.visibleRepositories(login)
    const arranged = await arrangeRepositories(host, all, login, { sort: 'full_name', ...query, affiliation })
    return c.json(await Promise.all(paginate(services, c, arranged).map((each) => repositoryShape(host, each, login))))
  })

  api.get('/users/:username', (c) => {
    const user = host.findUser(c.req.param('username'))
    if (user) return c.json(publicUserShape(host, user))
    const organisation = host.findOrganisation(c.req.param('username'))
    if (!organisation) throw notFound()
    const full = fullOrganisationShape(host, organisation)
    const owner = ownerShape(host, organisation, 'Organization')
    const { name, public_repos, public_gists, followers, following, created_at, updated_at } = full
    const counts = { public_repos, public_gists, followers, following, created_at, updated_at }
    const unsaid = { company: null, blog: '', location: null, email: null, hireable: null, bio: null }
    return c.json({ ...owner, name, ...unsaid, ...counts })
  })

  api.get('/rate_limit', (c) => {
    const { budgetKey } = c.get('session')
    const core = budgets.read(budgetKey, 'core')
    const search = { limit: 30, used: 0, remaining: 30, reset: core.reset }
    return c.json({ resources: { core, search, graphql: budgets.read(budgetKey, 'graphql') }, rate: core })
  })

  api.get('/meta', (c) => c.json({ verifiable_password_authentication: false, installed_version: '3.19.0' }))
}

export function requireUser(c: Context<ServerEnv>): UserDescription {
  const { user } = c.get('session')
  if (!user) throw new ApiError(401, 'Requires authentication')
  return user
}

/** Refuses those without a token. */
export function requireSomebody(c: Context<ServerEnv>): void {
  if (c.get('session').app?.kind !== 'installation') requireUser(c)
}
