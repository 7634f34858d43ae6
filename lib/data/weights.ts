import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { type OrganisationWeights, readWeights } from './stored-weights'

export interface WeightsView extends OrganisationWeights {
  readonly login: string
  readonly mayChange: boolean
}

export async function getWeights(login: string): Promise<WeightsView> {
  const access = await requireOrgAccess(login)
  return {
    login: access.login,
    mayChange: access.role === 'admin',
    ...(await readWeights(access.organisationId)),
  }
}
