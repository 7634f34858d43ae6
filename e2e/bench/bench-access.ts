import type { OrgAccess, RepositoryAccess } from '@/lib/auth/access'
import { findVisibility } from '@/lib/data/visibility'
import { findVisibleRepository } from '@/lib/data/visible-repository'

/* Stands in for lib/auth/access and lib/auth/viewer-organisations where there is no request to authorise: see lib/setup/bundles.js. */

let current: OrgAccess | undefined

/** From now on, this person looks at the pages. */
export async function lookAs(viewerId: bigint, login: string): Promise<OrgAccess> {
  const found = await findVisibility(viewerId, login)
  if (!found) throw new Error('this person may see nothing')
  current = { viewerId, ...found }
  return current
}

export async function requireOrgAccess(): Promise<OrgAccess> {
  if (!current) throw new Error('lookAs was not called')
  return current
}

export async function findOrgAccess(): Promise<OrgAccess> {
  return requireOrgAccess()
}

export async function requireRepositoryAccess(_login: string, name: string): Promise<RepositoryAccess> {
  const access = await requireOrgAccess()
  const found = await findVisibleRepository(access.organisationId, access.repositoryIds, name)
  if (!found) throw new Error(`there is no ${name}`)
  return { ...access, repositoryId: found.githubId, repositoryName: found.name, administers: false }
}

export async function getViewerWithOrganisations(): Promise<{ readonly id: bigint }> {
  return { id: (await requireOrgAccess()).viewerId }
}
