import type { Context, Hono } from 'hono'
import { ApiError, notFound } from '../api-error'
import type { Host, Repository } from '../host'
import { paginate } from '../rest/pagination'
import { repositoryShape } from '../rest/repository-shapes'
import { requireUser } from '../rest/user-routes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { affiliationWith, roleIn } from '../visibility'
import { type AppDescription, covers, type InstallationDescription } from './app-description'
import { installationShape } from './app-shapes'
import { suspended } from './installation-session'

/** Which installations of an App a person reaches, and which of their repositories. */
export function routeUserInstallations(api: Hono<ServerEnv>, services: Services): void {
  const { host } = services

  api.get('/user/installations', (c) => {
    const { app, login } = asPerson(c)
    const known = app.installations.filter((each) => isKnownTo(host, each, login))
    return c.json({
      total_count: known.length,
      installations: paginate(services, c, known).map((each) => installationShape(host, app, each)),
    })
  })

  api.get('/user/installations/:id/repositories', async (c) => {
    const { app, login } = asPerson(c)
    const installation = app.installations.find(({ id }) => String(id) === c.req.param('id'))
    if (!installation || !isKnownTo(host, installation, login)) throw notFound()
    if (installation.suspended) throw suspended()
    const repositories = explicitlyReached(host, installation, login)
    const page = paginate(services, c, repositories)
    return c.json({
      total_count: repositories.length,
      repository_selection: installation.repositories === 'all' ? 'all' : 'selected',
      repositories: await Promise.all(page.map((each) => repositoryShape(host, each, login))),
    })
  })

  function asPerson(c: Context<ServerEnv>): { app: AppDescription; login: string } {
    const { login } = requireUser(c)
    const access = c.get('session').app
    if (access?.kind === 'user') return { app: access.app, login }
    const problem =
      'You must authenticate with an access token authorized to a GitHub App in order to list installations'
    throw new ApiError(403, problem)
  }
}

/** Members know an installation, and outside collaborators who have at least one of its repositories. */
function isKnownTo(host: Host, installation: InstallationDescription, login: string): boolean {
  const organisation = host.findOrganisation(installation.organisation)
  if (!organisation) return false
  if (roleIn(organisation, login)) return true
  return organisation.repositories.some(
    (about) => covers(installation, about.name) && affiliationWith(organisation, about, login) === 'collaborator',
  )
}

/** What a person was given, not what everybody may read; members of the organisation were given what they may read. */
function explicitlyReached(host: Host, installation: InstallationDescription, login: string): Repository[] {
  const organisation = host.findOrganisation(installation.organisation)
  if (!organisation) return []
  return host.repositoriesOf(organisation).filter((repository) => {
    const { about } = repository
    if (!covers(installation, about.name) || !affiliationWith(organisation, about, login)) return false
    return host.permission(repository, login) !== undefined
  })
}
