import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { addWorkflowRun, type WorkflowRunRequest } from './actions/workflow-run-control'
import { routeArchives } from './archive-route'
import { Budgets } from './budget'
import { type StatusRequest, setStatus } from './checks/status-control'
import { controlApi, type PushRequest, push } from './control-routes'
import { Counters } from './counters'
import { DownloadLinks } from './download-links'
import { type Fault, Faults, faultMiddleware } from './faults'
import { routeGraphql } from './graphql/route'
import { Host } from './host'
import { routeIssuePages } from './issues/issue-pages'
import { routeAuthorize } from './oauth-authorize'
import { routeAccessToken } from './oauth-token'
import { changeSettings, type SettingsRequest } from './protection/settings-control'
import { controlPull, type PullRequestControl } from './pulls/pull-control'
import { restApi } from './rest/routes'
import type { ServerEnv, Services } from './services'
import { TokenStore } from './token-store'
import { routePages } from './web/pages'

export interface LocalGitHubOptions {
  /** The folder with organisation.json and repositories/. */
  root: string
  /** A free one when absent. */
  port?: number
  hostname?: string
  /** Where clients reach it, when that differs from the address it listens on. */
  url?: string
  limits?: { user: number; anonymous: number; graphql: number }
}

/** Starts a GitHub over a folder; resolves when it answers. */
export async function startLocalGitHub(options: LocalGitHubOptions) {
  const { root, port = 0, hostname = '127.0.0.1' } = options
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, resolve)
  })
  try {
    const { port: actual } = server.address() as AddressInfo
    const url =
      options.url?.replace(/\/$/, '') ?? `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${actual}`
    const services: Services = {
      host: await Host.open(root, url),
      tokens: await TokenStore.open(root),
      budgets: new Budgets(options.limits ?? { user: 5000, anonymous: 60, graphql: 5000 }),
      counters: new Counters(),
      faults: new Faults(),
      links: new DownloadLinks(),
    }
    server.on('request', getRequestListener(buildApp(services).fetch))
    const { host, tokens, faults, counters, budgets } = services
    return {
      url,
      apiUrl: host.apiUrl,
      async close(): Promise<void> {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
        await Promise.all([tokens.flush(), host.records.flush()])
      },
      /** A user token as signing in would give, without the pages. */
      issueToken: (login: string) => tokens.issueTokens(login, 'issued-by-test', '').access_token,
      expireTokens: () => tokens.expireAccess(),
      injectFault: (fault: Partial<Fault> & Pick<Fault, 'match'>) => faults.add(fault),
      clearFaults: () => faults.clear(),
      counters: () => counters.read(),
      clearCounters: () => {
        counters.clear()
        budgets.clear()
      },
      push: (request: PushRequest) => push(host, request),
      /** Opens, closes, reopens or merges a pull request as `/_control/pulls` does. */
      pull: (request: PullRequestControl) => controlPull(host, request),
      /** Sets a commit status as `/_control/statuses` does. */
      setStatus: (request: StatusRequest) => setStatus(host, request),
      /** Changes a repository's settings as `/_control/settings` does. */
      changeSettings: (request: SettingsRequest) => changeSettings(host, request),
      /** Adds a run of GitHub Actions as `/_control/workflow-runs` does. */
      addWorkflowRun: (request: WorkflowRunRequest) => addWorkflowRun(host, request),
      reload: () => host.reload(),
    }
  } catch (error) {
    server.close()
    throw error
  }
}

export type LocalGitHub = Awaited<ReturnType<typeof startLocalGitHub>>

function buildApp(services: Services): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>()
  app.use(async (c, next) => {
    if (!c.req.path.startsWith('/_control')) services.counters.countRequest(routeLabel(c.req.method, c.req.path))
    await next()
  })
  app.use(faultMiddleware(services.faults))
  app.onError((error, c) => {
    console.error(error)
    return c.text('Something went wrong.', 500)
  })
  app.route('/_control', controlApi(services))
  app.route('/api/v3', restApi(services))
  routeGraphql(app, services)
  routeAuthorize(app, services)
  routeAccessToken(app, services)
  routeArchives(app, services)
  routeIssuePages(app, services)
  routePages(app, services)
  return app
}

/** A path with its names taken out, so that counters add up by kind of request. */
function routeLabel(method: string, path: string): string {
  const label = path
    .replace(/^(\/api\/v3\/orgs)\/[^/]+/, '$1/:org')
    .replace(/^(\/api\/v3\/orgs\/:org\/teams)\/[^/]+/, '$1/:slug')
    .replace(/^(\/api\/v3\/repos|\/_codeload)\/[^/]+\/[^/]+/, '$1/:owner/:repo')
    .replace(/(\/(?:pulls|issues|check-runs|rulesets|runs))\/\d+/, '$1/:number')
    .replace(
      /(\/(?:commits|branches|trees|blobs|contents|compare|tarball|legacy\.tar\.gz))\/.+?(\/(?:pulls|check-runs|check-suites|status|statuses|protection))?$/,
      '$1/*$2',
    )
  return `${method} ${/^\/(api|login|_codeload|avatars)\//.test(label) ? label : '/*'}`
}
