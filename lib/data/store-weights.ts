import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { isSameWeights, STANDARD_WEIGHTS, type Weights } from '@/lib/checks/weights'
import { db } from './db'
import { Prisma } from './generated/client'
import { recordChange } from './record-change'
import { recountScores } from './recount-scores'
import { toStorableJson } from './storable'
import { readWeights } from './stored-weights'
import { LONGEST_CHANGE_MS, lockWeights } from './weights-lock'

/**
 * Stores weights of the organisation's own, or with null goes back to the standard ones, and counts all its scores anew by
 * them, those of the past included: all or nothing, so that no two pages count by different weights. Answers false when
 * nothing changed.
 */
export async function storeWeights(
  { organisationId, viewerId: personId }: Pick<OrgAccess, 'organisationId' | 'viewerId'>,
  weights: Weights | null,
): Promise<boolean> {
  const own = weights && !isSameWeights(weights, STANDARD_WEIGHTS) ? weights : null
  const after = own ?? STANDARD_WEIGHTS
  const store = async (tx: Prisma.TransactionClient): Promise<boolean> => {
    await lockWeights(tx, organisationId)
    const before = await readWeights(organisationId, tx)
    if (before.isOwn === (own !== null) && isSameWeights(before.weights, after)) return false
    await tx.$executeRaw`
      update organisations set weights = ${own && toStorableJson(own)}::jsonb,
        weights_since = case when ${own !== null} then now() end
      where github_id = ${organisationId}`
    // Working memory for the many rows of one statement; what it is otherwise serves pages.
    await tx.$executeRaw`set local work_mem = '64MB'`
    await recountScores(tx, Prisma.sql`r.organisation_id = ${organisationId}`, after)
    await recordChange(tx, {
      organisationId,
      personId,
      action: 'weights-changed',
      before: changedOf(before.weights, after, before.isOwn),
      after: changedOf(after, before.weights, own !== null),
    })
    return true
  }
  return db().$transaction(store, { timeout: LONGEST_CHANGE_MS, maxWait: 30_000 })
}

/** What the audit log tells of weights: those that are others, by characteristic. */
function changedOf(weights: Weights, others: Weights, isOwn: boolean) {
  const differing = CHARACTERISTICS.filter(({ id }) => weights[id] !== others[id])
  return { ...Object.fromEntries(differing.map(({ id }) => [id, weights[id]])), hasOwnWeights: isOwn }
}
