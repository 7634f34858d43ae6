import type { Context } from 'hono'
import { ApiError, notFound } from '../api-error'
import type { Host, Repository } from '../host'
import { Permission } from '../organisation'
import type { ServerEnv } from '../server-env'

/** The permissions of GitHub Apps that the routes about a repository ask for, by GitHub's names. */
export type Area =
  | 'metadata'
  | 'contents'
  | 'pull_requests'
  | 'issues'
  | 'checks'
  | 'statuses'
  | 'actions'
  | 'administration'
  | 'security_events'

/** What a person must be in the repository for the same. */
const PERSON: Record<Area, { read: Permission; write: Permission }> = {
  metadata: { read: 'pull', write: 'admin' },
  contents: { read: 'pull', write: 'push' },
  pull_requests: { read: 'pull', write: 'push' },
  issues: { read: 'pull', write: 'pull' },
  // Only installations write checks.
  checks: { read: 'pull', write: 'admin' },
  statuses: { read: 'pull', write: 'push' },
  actions: { read: 'pull', write: 'push' },
  administration: { read: 'admin', write: 'admin' },
  security_events: { read: 'push', write: 'push' },
}

/**
 * Refuses whoever may not: the one place that says what a route needs. `person` overrides what a person must be.
 * Throws ApiError 401, 403 or 404 in GitHub's words.
 */
export function needs(
  c: Context<ServerEnv>,
  host: Host,
  repository: Repository,
  area: Area,
  level: 'read' | 'write',
  person: Permission = PERSON[area][level],
): void {
  const { user, app } = c.get('session')
  if (app?.kind === 'installation') {
    // What it was granted is held against the route before.
    if (level === 'write' && repository.about.archived) throw archived()
    return
  }
  if (area === 'checks' && level === 'write') throw new ApiError(403, 'You must authenticate via a GitHub App.')
  if (!user && (level === 'write' || person !== 'pull')) throw new ApiError(401, 'Requires authentication')
  const held = host.permission(repository, user?.login)
  if (!held) throw notFound()
  if (Permission.options.indexOf(held) < Permission.options.indexOf(person)) throw refusal(area, person)
  if (level === 'write' && repository.about.archived) throw archived()
}

const archived = () => new ApiError(403, 'Repository was archived so is read-only.')

function refusal(area: Area, person: Permission): ApiError {
  if (area === 'security_events') return new ApiError(403, 'You are not authorized to read code scanning alerts.')
  // Settings that only administrators read are not there for others.
  if (area === 'administration') return notFound()
  return new ApiError(403, `Must have ${person} access to repository.`)
}
