import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { getPath } from 'hono/utils/url'
import type { z } from 'zod'
import { addWorkflowRun, type WorkflowRunRequest } from './actions/workflow-run-control'
import { routeAppCreation } from './apps/creation-routes'
import { extraPoints } from './apps/installation-budget'
import { routeInstallationPages } from './apps/installation-routes'
import { ManifestCodes } from './apps/manifest-codes'
import { type AppChange, addApp, changeApp, type NewApp, setWebhook } from './apps/registration'
import { routeArchives } from './archive-route'
import { Budgets, type Limits } from './budget'
import { type BudgetRequest, changeLimits, type LimitsRequest, leaveBudget } from './budget-control'
import type { OrganisationChangeInput } from './changes/change'
import { Changes } from './changes/changes'
import { organisationIn, repositoryOf } from './changes/find'
import { type StatusRequest, setStatus } from './checks/status-control'
import { controlApi, type PushRequest, push } from './control-routes'
import { Counters } from './counters'
import { DownloadLinks } from './download-links'
import { type AnyFault, Faults, faultMiddleware } from './faults'
import { routeGit } from './git-http-route'
import { routeGraphql } from './graphql/route'
import { Host } from './host'
import { routeIssuePages } from './issues/issue-pages'
import { routeAuthorize } from './oauth-authorize'
import { routeAccessToken } from './oauth-token'
import { changeSettings, type SettingsRequest } from './protection/settings-control'
import { controlPull, type PullRequestControl } from './pulls/pull-control'
import { routeById } from './rest/moved'
import { restApi } from './rest/routes'
import { SecondaryLimits, secondaryLimitMiddleware } from './secondary-limits'
import type { ServerEnv } from './server-env'
import type { Services } from './services'
import { TokenStore } from './token-store'
import { routeSignIn } from './web/browser-session'
import { routePages } from './web/pages'
import { emitPush } from './webhooks/push-event'
import { type Occurrence, Webhooks } from './webhooks/webhooks'

export interface LocalGitHubOptions {
  /** The folder with organisation.json and repositories/. */
  root: string
  /** A free one when absent. */
  port?: number
  hostname?: string
  /** Where clients reach it, when that differs from the address it listens on. */
  url?: string
  limits?: Limits
  /** Counts GitHub's secondary limits, too: true for its own numbers. */
  secondary?: z.input<typeof LimitsRequest>['secondary']
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
    const host = await Host.open(root, url)
    const tokens = await TokenStore.open(root)
    const webhooks = new Webhooks(host)
    const changes = new Changes({ host, webhooks, tokens })
    host.announce = (occurrence) => webhooks.whileRunning(webhooks.emit(occurrence))
    host.branchMoved = (repository, { branch, before, after, by }) => {
      webhooks.whileRunning(emitPush(host, webhooks, repository, { ref: `refs/heads/${branch}`, before, after }, by))
    }
    const limits = options.limits ?? { user: 5000, anonymous: 60, graphql: 5000 }
    const services: Services = {
      host,
      tokens,
      webhooks,
      changes,
      manifests: new ManifestCodes(),
      budgets: new Budgets(limits, (key) => extraPoints(host, key)),
      secondary: new SecondaryLimits(),
      counters: new Counters(),
      faults: new Faults(),
      links: new DownloadLinks(),
    }
    server.on('request', getRequestListener(buildApp(services).fetch))
    const { faults, counters, budgets, secondary } = services
    if (options.secondary) changeLimits(services, { secondary: options.secondary })
    return {
      url,
      apiUrl: host.apiUrl,
      async close(): Promise<void> {
        server.closeAllConnections()
        await new Promise((resolve) => server.close(resolve))
        await webhooks.close()
        await Promise.all([tokens.flush(), host.records.flush()])
      },
      /** A user token as signing in would give, without the pages; with the client id of an App, a token of that App. */
      issueToken: (login: string, clientId = 'issued-by-test') => tokens.issueTokens(login, clientId, '').access_token,
      expireTokens: () => tokens.expireAccess(),
      injectFault: (fault: z.input<typeof AnyFault>) => faults.add(fault),
      clearFaults: () => faults.clear(),
      counters: () => counters.read(),
      clearCounters: () => {
        counters.clear()
        budgets.clear()
        secondary.clear()
      },
      /** Leaves one token so many points, as if the rest had been spent. */
      leaveBudget: (request: z.input<typeof BudgetRequest>) => leaveBudget(services, request),
      changeLimits: (request: z.input<typeof LimitsRequest>) => changeLimits(services, request),
      push: (request: PushRequest) => push(services, request),
      /** Opens, closes, reopens or merges a pull request as `/_control/pulls` does. */
      pull: (request: PullRequestControl) => controlPull(host, request),
      /** Sets a commit status as `/_control/statuses` does. */
      setStatus: (request: StatusRequest) => setStatus(host, request),
      /** Changes a repository's settings as `/_control/settings` does. */
      changeSettings: (request: SettingsRequest) => changeSettings(host, request),
      /** Adds a run of GitHub Actions as `/_control/workflow-runs` does. */
      addWorkflowRun: (request: WorkflowRunRequest) => addWorkflowRun(host, request),
      /** Registers a GitHub App; answers it with its private key. */
      addApp: (request: NewApp) => addApp(host, request),
      changeApp: (id: number, change: AppChange) => changeApp(host, id, change),
      setWebhook: (appId: number, webhook: { url: string; secret: string }) => setWebhook(host, appId, webhook),
      /** Changes an organisation and tells Apps. */
      change: (request: OrganisationChangeInput) => changes.apply(request),
      /** Tells Apps of something that has no change of its own. */
      emit({
        owner,
        repo,
        ...rest
      }: Omit<Occurrence, 'organisation' | 'repository'> & { owner: string; repo?: string }) {
        const organisation = organisationIn(host.description, owner)
        const repository = repo === undefined ? undefined : repositoryOf(host, owner, repo)
        return webhooks.emit({ ...rest, organisation, repository })
      },
      /** The attempts to tell an App something, newest first. */
      deliveries: (appId: number) => webhooks.deliveriesTo(appId),
      deliveriesSettled: () => webhooks.settled(),
      dropDeliveries: (count: number) => webhooks.dropNext(count),
      reload: () => host.reload(),
    }
  } catch (error) {
    server.close()
    throw error
  }
}

export type LocalGitHub = Awaited<ReturnType<typeof startLocalGitHub>>

function buildApp(services: Services): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>({ getPath: (request) => routeById(services.host, getPath(request)) })
  app.use(async (c, next) => {
    if (!c.req.path.startsWith('/_control')) services.counters.countRequest(routeLabel(c.req.method, c.req.path))
    await next()
  })
  app.use('/api/*', secondaryLimitMiddleware(services))
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
  routeSignIn(app, services)
  routeAppCreation(app, services)
  routeInstallationPages(app, services)
  routeGit(app, services)
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
