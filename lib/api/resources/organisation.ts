import 'server-only'
import type { z } from 'zod'
import type { OrgAccess } from '@/lib/auth/access'
import { requireCheck } from '@/lib/checks/registry'
import { readBestFixes } from '@/lib/data/best-fixes'
import { readHeadline } from '@/lib/data/headline'
import type { OrganisationSummary as OrganisationFound } from '@/lib/data/organisations'
import { readScorecardSummary } from '@/lib/data/scorecard'
import { readWeights } from '@/lib/data/stored-weights'
import type { Range } from '@/lib/data/trend-range'
import { readOrganisationTrend } from '@/lib/data/trends'
import { addressesOf } from '../addresses'
import type { Organisation, OrganisationSummary } from '../contract/organisation'
import { describeTrend } from './trend'

export function describeOrganisation(found: OrganisationFound): z.input<typeof Organisation> {
  return { ...found, ...addressesOf(found.login) }
}

export async function describeSummary(access: OrgAccess, range: Range): Promise<z.input<typeof OrganisationSummary>> {
  const [summary, headline, fixes, trend, { weights, isOwn, since }] = await Promise.all([
    readScorecardSummary(access),
    readHeadline(access),
    readBestFixes(access),
    readOrganisationTrend(access, range),
    readWeights(access.organisationId),
  ])
  const bestFixes = fixes.map((fix) => ({ ...fix, title: requireCheck(fix.id).title }))
  return {
    ...summary,
    ...headline,
    weights: { isOwn, since: since?.toISOString() ?? null, byCharacteristic: weights },
    role: access.role,
    bestFixes,
    trend: describeTrend(trend),
    ...addressesOf(access.login),
  }
}
