import 'server-only'
import type { z } from 'zod'
import type { OrgAccess } from '@/lib/auth/access'
import type { Check } from '@/lib/checks/check'
import { requireCheck } from '@/lib/checks/registry'
import { adoptionOf, readAdoption, readAdoptionTrend } from '@/lib/data/adoption'
import { readStandings, type Standing } from '@/lib/data/characteristic'
import type { CharacteristicQuery } from '@/lib/data/characteristic-query'
import { inTenths } from '@/lib/data/signed-points'
import { readWeights } from '@/lib/data/stored-weights'
import { addressesOf } from '../addresses'
import type { Characteristics, StandingRow, Standings } from '../contract/characteristic'
import { describeEvidence } from './repository'
import { describeTrend } from './trend'

export async function describeCharacteristics(access: OrgAccess): Promise<z.input<typeof Characteristics>> {
  const [{ audited, characteristics }, { weights }] = await Promise.all([
    readAdoption(access),
    readWeights(access.organisationId),
  ])
  return {
    audited,
    characteristics: characteristics.map((found) => ({
      ...found,
      change: inTenths(found.change),
      title: requireCheck(found.id).title,
      weight: weights[found.id],
      ...addressesOf(access.login, 'characteristics', found.id),
    })),
  }
}

export async function describeStandings(
  access: OrgAccess,
  { id, title, why }: Check,
  query: CharacteristicQuery,
  perPage: number,
): Promise<z.input<typeof Standings>> {
  const [standings, trend, { weights }] = await Promise.all([
    readStandings(access, id, query, perPage),
    readAdoptionTrend(access, id, query.range, query),
    readWeights(access.organisationId),
  ])
  const { counts, total, rows } = standings
  const repositories = rows.map((row) => describeStanding(access.login, row))
  const own = addressesOf(access.login, 'characteristics', id)
  return {
    id,
    title,
    why,
    weight: weights[id],
    counts,
    adoption: adoptionOf(counts),
    trend: describeTrend(trend),
    total,
    repositories,
    ...own,
  }
}

function describeStanding(org: string, row: Standing): z.input<typeof StandingRow> {
  const { evidence, githubUrl, commit } = row
  return {
    ...row,
    evidence: evidence && describeEvidence(githubUrl, commit, evidence),
    ...addressesOf(org, 'repositories', row.name),
  }
}
