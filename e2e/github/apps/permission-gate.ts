import type { MiddlewareHandler } from 'hono'
import { ApiError } from '../api-error'
import type { Host } from '../host'
import type { OrganisationDescription, RepositoryDescription } from '../organisation'
import type { ServerEnv } from '../server-env'
import { type AppAccess, grantedOn, permissionsIn } from './app-access'
import { allows } from './installation-session'
import { type Requirement, requiredInOrganisation, requiredInRepository } from './required-permission'

/** Where a JSON web token is the key. */
const AS_APP = /^\/(app(\/.*)?|orgs\/[^/]+\/installation|repos\/[^/]+\/[^/]+\/installation|users\/[^/]+\/installation)$/
const WITHOUT_ACCOUNT = /^\/(rate_limit|meta|app-manifests\/.*|apps\/.*)$/
const AS_INSTALLATION = /^\/installation\//
const AS_PERSON = /^\/user(\/|$)/

/** Refuses what the App behind a request was not granted; what it can't even see is left to be not found. */
export function permissionGate(host: Host): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    refuse(host, c.get('session').app, c.req.method, c.req.path.replace(/^\/api\/v3/, ''))
    await next()
  }
}

export function notAccessible(): ApiError {
  return new ApiError(403, 'Resource not accessible by integration')
}

function refuse(host: Host, access: AppAccess | undefined, method: string, path: string): void {
  if (AS_APP.test(path)) {
    if (access?.kind !== 'app') throw new ApiError(401, 'A JSON web token could not be decoded')
    return
  }
  if (AS_INSTALLATION.test(path)) {
    if (access?.kind !== 'installation') throw notAccessible()
    return
  }
  if (!access || WITHOUT_ACCOUNT.test(path)) return
  if (access.kind === 'app') throw new ApiError(401, 'Requires authentication')
  if (access.kind === 'installation' && AS_PERSON.test(path)) throw notAccessible()
  if (!isAllowed(host, access, method, path)) throw notAccessible()
}

function isAllowed(host: Host, access: AppAccess, method: string, path: string): boolean {
  const [, kind, owner = '', rest = ''] = /^\/(orgs|repos)\/([^/]+)(\/.*)?$/.exec(path) ?? []
  const organisation = kind ? host.findOrganisation(decodeURIComponent(owner)) : undefined
  if (!organisation) return true
  if (kind === 'orgs') {
    const required = requiredInOrganisation(method, rest)
    const permissions = permissionsIn(access, organisation.login)
    if (!required) return true
    return permissions ? allows(permissions, required.permission, required.level) : required.openInPublic
  }
  const [, name = '', below = ''] = /^\/([^/]+)(.*)$/.exec(rest) ?? []
  const about = host.findAnyRepository(organisation.login, decodeURIComponent(name))?.about
  const required = requiredInRepository(method, below)
  if (!about || !required) return true
  return isAllowedOn(access, organisation, about, required)
}

/** Whether an App that reaches a repository may do this with it; true for what it can't see, which is then not found. */
export function isAllowedOn(
  access: AppAccess,
  organisation: OrganisationDescription,
  about: RepositoryDescription,
  { permission, level, openInPublic }: Requirement,
): boolean {
  if (openInPublic && !about.private) return true
  const permissions = grantedOn(access, organisation, about)
  if (!permissions) return about.private
  return allows(permissions, permission, level)
}
