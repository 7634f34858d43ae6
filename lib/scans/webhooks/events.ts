import 'server-only'
import { appAuthorization } from './app-authorization'
import { installation } from './installation'
import { installationRepositories } from './installation-repositories'
import { member } from './member'
import { membership } from './membership'
import { organization } from './organization'
import { pullRequest } from './pull-request'
import { push } from './push'
import { repository } from './repository'
import { team } from './team'
import type { WebhookEvent } from './webhook'

/** Every event that is acted upon, by GitHub's name for it; the App subscribes to these. */
const EVENTS: ReadonlyMap<string, WebhookEvent<unknown>> = new Map<string, WebhookEvent<unknown>>([
  ['push', push],
  ['repository', repository],
  ['team', team],
  ['membership', membership],
  ['member', member],
  ['organization', organization],
  ['installation', installation],
  ['installation_repositories', installationRepositories],
  ['github_app_authorization', appAuthorization],
  ['pull_request', pullRequest],
])

/** The event of this name; undefined for one that nothing is done about. */
export function findEvent(name: string): WebhookEvent<unknown> | undefined {
  return EVENTS.get(name)
}
