/* Stands in for lib/auth/access, since nobody asks here whose sight could be looked up: see lib/setup/bundles.js. */

export async function requireOrgAccess(): Promise<never> {
  throw new Error('There is no request here to authorise.')
}

export { requireOrgAccess as findOrgAccess, requireOrgAccess as requireRepositoryAccess }
