import { type AppDescription, covers, type InstallationDescription, permissionsOf } from '../apps/app-description'
import { same } from '../names'
import type { OrganisationDescription } from '../organisation'

/** Apps are told of these whether they ask or not. */
const ALWAYS = new Set(['installation', 'installation_repositories', 'github_app_authorization'])

/** What an installation must let an App read before it is told. */
const REQUIRED: Record<string, string> = {
  push: 'contents',
  team: 'members',
  member: 'members',
  membership: 'members',
  organization: 'members',
  pull_request: 'pull_requests',
  issues: 'issues',
  check_run: 'checks',
  check_suite: 'checks',
}

/** Whether an installation is told of an event: it is there, reaches the repository, may read such things and asked. */
export function isTold(
  app: AppDescription,
  installation: InstallationDescription,
  event: string,
  organisation: OrganisationDescription,
  repository: string | undefined,
): boolean {
  if (!same(installation.organisation, organisation.login) || installation.suspended) return false
  if (repository && !covers(installation, repository)) return false
  if (!ALWAYS.has(event) && !app.events.includes(event)) return false
  const permission = REQUIRED[event]
  return !permission || permissionsOf(app, installation)[permission] !== undefined
}
