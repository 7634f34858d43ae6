import { Hono } from 'hono'
import { routeWorkflowRuns } from '../actions/workflow-run-routes'
import { ApiError, notFound } from '../api-error'
import { routeApps } from '../apps/app-routes'
import { routeConversion } from '../apps/conversion-route'
import { routeHook } from '../apps/hook-routes'
import { permissionGate } from '../apps/permission-gate'
import { routeUserInstallations } from '../apps/user-installation-routes'
import { routeCheckRuns } from '../checks/check-run-routes'
import { routeStatuses } from '../checks/status-routes'
import { routeIssues } from '../issues/issue-routes'
import { routeProtection } from '../protection/protection-routes'
import { routeSecurity } from '../protection/security-routes'
import { routeCompare } from '../pulls/compare-route'
import { routePulls } from '../pulls/pull-routes'
import type { ServerEnv } from '../server-env'
import type { Services } from '../services'
import { restEnvelope } from './envelope'
import { Moved, redirectMoved } from './moved'
import { routeObjects } from './object-routes'
import { routeOrganisations } from './organisation-routes'
import { type FindRepository, routeRepositories } from './repository-routes'
import { routeUsers } from './user-routes'

export function restApi(services: Services): Hono<ServerEnv> {
  const api = new Hono<ServerEnv>()
  api.use(restEnvelope(services))
  api.use(permissionGate(services.host))
  api.notFound((c) => c.json(notFound().body, 404))
  api.onError((error, c) => {
    if (error instanceof Moved) return redirectMoved(services.host, c, error)
    if (error instanceof ApiError) return c.json(error.body, error.status)
    console.error(error)
    return c.json(new ApiError(500, 'Server Error').body, 500)
  })
  const find: FindRepository = (c) => {
    const viewer = c.get('session').user?.login
    const repository = services.host.findRepository(c.req.param('owner') ?? '', c.req.param('repo') ?? '', viewer)
    if (!repository) {
      const moved = services.host.findMoved(c.req.param('owner') ?? '', c.req.param('repo') ?? '', viewer)
      throw moved ? new Moved(moved.about.id) : notFound()
    }
    return repository
  }
  routeApps(api, services)
  routeHook(api, services)
  routeConversion(api, services)
  routeUserInstallations(api, services)
  routeUsers(api, services)
  routeOrganisations(api, services)
  // Before the routes of commits and branches, whose names may hold slashes.
  routePulls(api, services, find)
  routeCompare(api, services, find)
  routeCheckRuns(api, services, find)
  routeStatuses(api, services, find)
  routeIssues(api, services, find)
  routeProtection(api, services, find)
  routeSecurity(api, services, find)
  routeWorkflowRuns(api, services, find)
  routeRepositories(api, services, find)
  routeObjects(api, services, find)
  return api
}
