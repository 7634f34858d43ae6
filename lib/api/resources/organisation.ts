import 'server-only'
import type { z } from 'zod'
import type { OrgAccess } from '@/lib/auth/access'
import type { OrganisationSummary as OrganisationFound } from '@/lib/data/organisations'
import { readScorecardSummary } from '@/lib/data/scorecard'
import { readOrganisationTrend } from '@/lib/data/trends'
import { addressesOf } from '../addresses'
import type { Organisation, OrganisationSummary } from '../contract/organisation'

export function describeOrganisation(found: OrganisationFound): z.input<typeof Organisation> {
  return { ...found, ...addressesOf(found.login) }
}

export async function describeSummary(access: OrgAccess): Promise<z.input<typeof OrganisationSummary>> {
  const [summary, trend] = await Promise.all([readScorecardSummary(access), readOrganisationTrend(access)])
  return { ...summary, role: access.role, trend, ...addressesOf(access.login) }
}
