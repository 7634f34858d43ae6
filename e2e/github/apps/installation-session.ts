import { ApiError } from '../api-error'
import type { Host } from '../host'
import type { Session } from '../session'
import type { Grant } from '../token-store'
import { type AppPermissions, permissionsOf } from './app-description'
import { installationBudgetKey } from './installation-budget'

const RANK = { read: 1, write: 2, admin: 3 }

/** Who asks with a token of an installation; 401 when it was uninstalled, 403 while it is suspended. */
export function authenticateInstallation(
  host: Host,
  { id, permissions, repositoryIds }: NonNullable<Grant['installation']>,
): Pick<Session, 'app' | 'budgetKey'> {
  const found = host.findInstallation(id)
  if (!found) throw new ApiError(401, 'Bad credentials')
  const { app, installation } = found
  if (installation.suspended) throw suspended()
  const held = common(permissions, permissionsOf(app, installation))
  const budgetKey = installationBudgetKey(id)
  return { budgetKey, app: { kind: 'installation', app, installation, permissions: held, repositoryIds } }
}

export function suspended(): ApiError {
  return new ApiError(403, 'This installation has been suspended')
}

export function allows(permissions: AppPermissions, name: string, level: 'read' | 'write' | 'admin'): boolean {
  const held = permissions[name]
  return held !== undefined && RANK[held] >= RANK[level]
}

/** A token never outlives what the organisation takes back. */
function common(token: AppPermissions, installation: AppPermissions): AppPermissions {
  const kept = Object.entries(token).flatMap(([name, level]) => {
    const now = installation[name]
    return now ? [[name, RANK[now] < RANK[level] ? now : level] as const] : []
  })
  return Object.fromEntries(kept)
}
