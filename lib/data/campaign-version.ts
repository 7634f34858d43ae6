import 'server-only'
import { requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Prisma } from './generated/client'

/** A column of `campaigns`: another text whenever what a person decides about it is another. */
export const CAMPAIGN_VERSION = Prisma.sql`
  md5(row(name, characteristic, minimum_score, kinds, team_ids, target_on)::text)`

/** What a change of a campaign that goes on says it was made from; null for whoever may not change it. */
export async function getCampaignVersion(login: string, id: string): Promise<string | null> {
  const { organisationId, role } = await requireOrgAccess(login)
  if (role !== 'admin' || !/^\d{1,18}$/.test(id)) return null
  const [row] = await db().$queryRaw<{ version: string }[]>`
    select ${CAMPAIGN_VERSION} as version from campaigns
    where id = ${BigInt(id)} and organisation_id = ${organisationId} and ended_at is null`
  return row?.version ?? null
}
