import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { ApiError, notFound } from '../api-error'
import type { Repository } from '../host'
import { same } from '../names'
import { paginate } from '../rest/pagination'
import { repositoryShape } from '../rest/repository-shapes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import type { AppAccess } from './app-access'
import { AppPermissions, covers, type InstallationDescription, permissionsOf } from './app-description'
import { appShape, installationShape } from './app-shapes'
import { allows, suspended } from './installation-session'

type ApiContext = Context<ServerEnv>

const Narrowing = z.object({
  repositories: z.array(z.string()).max(500).optional(),
  repository_ids: z.array(z.number()).max(500).optional(),
  permissions: AppPermissions.optional(),
})

/** What an App does as itself, and what its installations do as themselves. */
export function routeApps(api: Hono<ServerEnv>, services: Services): void {
  const { host, tokens, changes } = services

  api.get('/app', (c) => {
    const { app } = asApp(c)
    return c.json({ ...appShape(host, app), installations_count: app.installations.length })
  })

  api.get('/apps/:slug', (c) => {
    const app = host.description.apps.find(({ slug }) => slug === c.req.param('slug'))
    if (!app) throw notFound()
    return c.json(appShape(host, app))
  })

  api.get('/app/installations', (c) => {
    const { app } = asApp(c)
    return c.json(paginate(services, c, app.installations).map((each) => installationShape(host, app, each)))
  })

  api.get('/app/installations/:id', (c) => {
    const { app } = asApp(c)
    return c.json(installationShape(host, app, findInstallation(c)))
  })

  api.delete('/app/installations/:id', async (c) => {
    const { id } = findInstallation(c)
    await changes.apply({ change: 'uninstall-app', installation: id })
    return c.body(null, 204)
  })

  api.put('/app/installations/:id/suspended', async (c) => {
    const { id } = findInstallation(c)
    await changes.apply({ change: 'suspend-installation', installation: id })
    return c.body(null, 204)
  })

  api.delete('/app/installations/:id/suspended', async (c) => {
    const { id } = findInstallation(c)
    await changes.apply({ change: 'unsuspend-installation', installation: id })
    return c.body(null, 204)
  })

  api.post('/app/installations/:id/access_tokens', async (c) => {
    const { app } = asApp(c)
    const installation = findInstallation(c)
    if (installation.suspended) throw suspended()
    const text = await c.req.text()
    const asked = Narrowing.safeParse(text ? parseJson(text) : {})
    if (!asked.success) throw new ApiError(422, 'Invalid request.')
    const held = permissionsOf(app, installation)
    const wanted = Object.entries(asked.data.permissions ?? held)
    if (!wanted.every(([name, level]) => allows(held, name, level))) {
      throw new ApiError(422, 'The permissions requested are not granted to this installation.')
    }
    const permissions: AppPermissions = {
      ...(held.metadata && { metadata: held.metadata }),
      ...Object.fromEntries(wanted),
    }
    const chosen = narrow(installation, asked.data)
    const repositoryIds = chosen?.map(({ about }) => about.id)
    const { token, expiresAt } = tokens.issueInstallationToken(app.clientId, {
      id: installation.id,
      permissions,
      repositoryIds,
    })
    const repositories = chosen && (await Promise.all(chosen.map((each) => repositoryShape(host, each, undefined))))
    return c.json(
      {
        token,
        expires_at: new Date(expiresAt).toISOString().replace(/\.\d+Z$/, 'Z'),
        permissions,
        repository_selection: chosen || installation.repositories !== 'all' ? 'selected' : 'all',
        ...(repositories && { repositories }),
      },
      201,
    )
  })

  api.get('/orgs/:org/installation', (c) => {
    const { app } = asApp(c)
    const installation = app.installations.find(({ organisation }) => same(organisation, c.req.param('org')))
    if (!installation) throw notFound()
    return c.json(installationShape(host, app, installation))
  })

  api.get('/repos/:owner/:repo/installation', (c) => {
    const { app } = asApp(c)
    const { owner, repo } = c.req.param()
    const installation = app.installations.find(({ organisation }) => same(organisation, owner))
    const about = host.findAnyRepository(owner, repo)?.about
    if (!installation || !about || !covers(installation, about.name)) throw notFound()
    return c.json(installationShape(host, app, installation))
  })

  api.get('/users/:username/installation', (c) => {
    const { app } = asApp(c)
    const installation = app.installations.find(({ organisation }) => same(organisation, c.req.param('username')))
    if (!installation) throw notFound()
    return c.json(installationShape(host, app, installation))
  })

  api.get('/installation/repositories', async (c) => {
    const { installation, repositoryIds } = asInstallation(c)
    const reached = repositoriesOf(installation).filter(({ about }) => repositoryIds?.includes(about.id) ?? true)
    const page = paginate(services, c, reached)
    return c.json({
      total_count: reached.length,
      repository_selection: repositoryIds || installation.repositories !== 'all' ? 'selected' : 'all',
      repositories: await Promise.all(page.map((each) => repositoryShape(host, each, undefined))),
    })
  })

  api.delete('/installation/token', (c) => {
    asInstallation(c)
    tokens.end(c.req.header('authorization')?.split(' ')[1] ?? '')
    return c.body(null, 204)
  })

  function findInstallation(c: ApiContext): InstallationDescription {
    const installation = asApp(c).app.installations.find(({ id }) => String(id) === c.req.param('id'))
    if (!installation) throw notFound()
    return installation
  }

  function repositoriesOf(installation: InstallationDescription): Repository[] {
    const organisation = host.findOrganisation(installation.organisation)
    if (!organisation) return []
    return host.repositoriesOf(organisation).filter(({ about }) => covers(installation, about.name))
  }

  function narrow(installation: InstallationDescription, asked: z.infer<typeof Narrowing>): Repository[] | undefined {
    const { repositories: names = [], repository_ids: ids = [] } = asked
    if (names.length + ids.length === 0) return undefined
    const reached = repositoriesOf(installation)
    const chosen = [
      ...names.map((name) => reached.find(({ about }) => same(about.name, name))),
      ...ids.map((id) => reached.find(({ about }) => about.id === id)),
    ].filter((each) => each !== undefined)
    if (chosen.length < names.length + ids.length) {
      const problem =
        'There is at least one repository that does not exist or is not accessible to the parent installation.'
      throw new ApiError(422, problem)
    }
    return [...new Set(chosen)]
  }
}

/** The App of a request that the gate let through. */
export function asApp(c: ApiContext): Extract<AppAccess, { kind: 'app' }> {
  const access = c.get('session').app
  if (access?.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded')
  return access
}

function asInstallation(c: ApiContext): Extract<AppAccess, { kind: 'installation' }> {
  const access = c.get('session').app
  if (access?.kind !== 'installation') throw new ApiError(403, 'Resource not accessible by integration')
  return access
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ApiError(400, 'Problems parsing JSON')
  }
}
