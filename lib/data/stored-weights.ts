import 'server-only'
import { z } from 'zod'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { HIGHEST_WEIGHT, STANDARD_WEIGHTS, type Weights } from '@/lib/checks/weights'
import { db } from './db'
import type { Prisma } from './generated/client'

/** By what an organisation's scores are counted. */
export interface OrganisationWeights {
  readonly weights: Weights
  /** They are the organisation's own, and not those of Airworthy. */
  readonly isOwn: boolean
  /** Since when it has them; null for those of Airworthy. */
  readonly since: Date | null
}

/** For a viewer who was authorised already, and for jobs. */
export async function readWeights(
  organisationId: bigint,
  tx: Pick<Prisma.TransactionClient, '$queryRaw'> = db(),
): Promise<OrganisationWeights> {
  const [row] = await tx.$queryRaw<{ weights: unknown; since: Date | null }[]>`
    select weights, weights_since as since from organisations where github_id = ${organisationId}`
  const own = Stored.parse(row?.weights ?? null)
  return own
    ? { weights: { ...STANDARD_WEIGHTS, ...own }, isOwn: true, since: row?.since ?? null }
    : { weights: STANDARD_WEIGHTS, isOwn: false, since: null }
}

/** The organisation's own weights; null when it has those of Airworthy. */
export async function readOwnWeights(
  organisationId: bigint,
  tx: Pick<Prisma.TransactionClient, '$queryRaw'> = db(),
): Promise<Weights | null> {
  const { weights, isOwn } = await readWeights(organisationId, tx)
  return isOwn ? weights : null
}

const Weight = z.number().int().min(0).max(HIGHEST_WEIGHT)

/** A characteristic that is newer than the choice is not in it, and one that is no more is passed over. */
const Stored = z
  .object(Object.fromEntries(CHARACTERISTICS.map(({ id }) => [id, Weight])))
  .partial()
  .nullable()
  .catch(null)
