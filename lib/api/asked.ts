import 'server-only'
import { findOrgAccess, findRepositoryAccess, type OrgAccess, type RepositoryAccess } from '@/lib/auth/access'
import type { ApiCaller } from '@/lib/auth/api-caller'
import type { Check } from '@/lib/checks/check'
import { findCheck } from '@/lib/checks/registry'
import { AppError } from '@/lib/errors'

/** Who asks for what, as far as it is known before anything is looked up. */
export interface Asked<Name extends string = string> {
  readonly caller: ApiCaller
  readonly params: Readonly<Record<Name, string>>
}

/** The caller's access to the organisation that is asked about; throws AppError 'not-found' for who has none. */
export async function organisationAsked({ caller, params }: Asked<'org'>): Promise<OrgAccess> {
  return (await findOrgAccess(caller.viewerId, params.org)) ?? nothing()
}

/** The same for a repository; what can't be seen and what does not exist are both not found. */
export async function repositoryAsked(asked: Asked<'org' | 'name'>): Promise<RepositoryAccess> {
  return (await findRepositoryAccess(await organisationAsked(asked), asked.params.name)) ?? nothing()
}

export function characteristicAsked({ params }: Asked<'id'>): Check {
  return findCheck(params.id) ?? nothing()
}

export function nothing(): never {
  throw new AppError('not-found', 'There is nothing at this address that you may see.')
}
