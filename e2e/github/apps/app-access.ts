import { AsyncLocalStorage } from 'node:async_hooks'
import { same } from '../names'
import type { OrganisationDescription, Permission, RepositoryDescription } from '../organisation'
import { roleIn } from '../visibility'
import {
  type AppDescription,
  type AppPermissions,
  covers,
  type InstallationDescription,
  permissionsOf,
} from './app-description'

/** The GitHub App behind a request: by itself, as one of its installations, or for a person. */
export type AppAccess =
  | { readonly kind: 'app'; readonly app: AppDescription }
  | { readonly kind: 'user'; readonly app: AppDescription }
  | {
      readonly kind: 'installation'
      readonly app: AppDescription
      readonly installation: InstallationDescription
      readonly permissions: AppPermissions
      /** When the token was made for some repositories only. */
      readonly repositoryIds?: readonly number[]
    }

const current = new AsyncLocalStorage<AppAccess>()

/** Whatever `work` asks the host is answered within what the App may see. */
export function withAppAccess<T>(access: AppAccess | undefined, work: () => T): T {
  return access ? current.run(access, work) : work()
}

/** Narrows what a person has on a repository to what the App behind the request reaches; public stays public. */
export function limitByApp(
  organisation: OrganisationDescription,
  about: RepositoryDescription,
  own: Permission | undefined,
): Permission | undefined {
  const access = current.getStore()
  if (!access) return own
  const open = about.private ? undefined : 'pull'
  if (access.kind === 'app') return open
  const permissions = grantedOn(access, organisation, about)
  if (!permissions) return open
  if (access.kind === 'user') return own
  if (permissions.administration === 'write') return 'admin'
  return permissions.contents === 'write' ? 'push' : 'pull'
}

/** What the installation behind the request was granted on a repository; undefined when none asks or reaches it. */
export function heldByInstallation(
  organisation: OrganisationDescription,
  about: RepositoryDescription,
): AppPermissions | undefined {
  const access = current.getStore()
  return access?.kind === 'installation' ? grantedOn(access, organisation, about) : undefined
}

/** Whether a person's organisation is known to the App that asks for this person. */
export function reachesThroughApp(organisation: OrganisationDescription): boolean {
  const access = current.getStore()
  return !access || installationOn(access, organisation.login) !== undefined
}

/** A person's role; an installation reads what an owner reads. */
export function readingRole(organisation: OrganisationDescription, login: string | undefined) {
  const access = current.getStore()
  if (!access) return roleIn(organisation, login)
  if (!installationOn(access, organisation.login)) return undefined
  return access.kind === 'installation' ? 'admin' : roleIn(organisation, login)
}

/** The working installation through which an App reaches an organisation. */
export function installationOn(access: AppAccess, login: string): InstallationDescription | undefined {
  if (access.kind === 'app') return undefined
  const installations = access.kind === 'installation' ? [access.installation] : access.app.installations
  return installations.find(({ organisation, suspended }) => same(organisation, login) && !suspended)
}

/** What the App may do with everything of an organisation; undefined where it is not installed. */
export function permissionsIn(access: AppAccess, login: string): AppPermissions | undefined {
  const installation = installationOn(access, login)
  if (!installation) return undefined
  return access.kind === 'installation' ? access.permissions : permissionsOf(access.app, installation)
}

/** What the App may do with one repository; undefined where it does not reach. */
export function grantedOn(
  access: AppAccess,
  organisation: OrganisationDescription,
  about: RepositoryDescription,
): AppPermissions | undefined {
  const installation = installationOn(access, organisation.login)
  if (!installation || !covers(installation, about.name)) return undefined
  if (access.kind === 'installation' && access.repositoryIds && !access.repositoryIds.includes(about.id)) {
    return undefined
  }
  return permissionsIn(access, organisation.login)
}
