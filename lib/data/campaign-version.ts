import 'server-only'
import { Prisma } from './generated/client'

/** A column of `campaigns`: another text whenever what a person decides about it is another. */
export const CAMPAIGN_VERSION = Prisma.sql`
  md5(row(name, characteristic, minimum_score, kinds, team_ids, target_on)::text)`
