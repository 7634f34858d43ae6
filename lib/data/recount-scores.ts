import 'server-only'
import type { Weights } from '@/lib/checks/weights'
import { Prisma } from './generated/client'
import { scoreByWeights } from './score-by-weights'
import { type OrganisationWeights, readWeights } from './stored-weights'
import { holdWeights } from './weights-lock'

type Transaction = Pick<Prisma.TransactionClient, '$executeRaw' | '$queryRaw'>

/**
 * Counts scores, coverages and scores of categories of the audits `a` anew, of the latest ones and of all before them;
 * their verdicts stay. Answers how many audits have other figures now.
 */
export async function recountScores(tx: Transaction, condition: Prisma.Sql, weights: Weights): Promise<number> {
  const from = Prisma.sql`audits a join repositories r on r.github_id = a.repository_id`
  // Audits before days, whose figures are theirs, and before anything else of an audit, as whoever drops its details does.
  const changed = await tx.$executeRaw`
    update audits a set score = n.score, coverage = n.coverage, categories = n.categories
    from (${scoreByWeights(weights, from, condition)}) n
    where n.id = a.id and (a.score, a.coverage, a.categories) is distinct from (n.score, n.coverage, n.categories)`
  await tx.$executeRaw`
    update repository_days d set score = a.score, coverage = a.coverage, categories = a.categories
    from ${from}
    where ${condition} and a.id = d.audit_id
      and (a.score, a.coverage, a.categories) is distinct from (d.score, d.coverage, d.categories)`
  return changed
}

/** A repository that came to another organisation, and from which. */
export interface Moved {
  readonly repositoryId: bigint
  readonly from: bigint
}

/**
 * Counts repositories that came to an organisation by its weights, where they were counted by others. To be run within
 * `onceWeightsRest`.
 */
export async function recountMoved(tx: Transaction, to: bigint, moved: readonly Moved[]): Promise<void> {
  // Those of the organisation that they left, too, which could be counting them anew at this moment.
  const organisations = [...new Set([to, ...moved.map(({ from }) => from)])].sort((a, b) => (a < b ? -1 : 1))
  for (const each of organisations) await holdWeights(tx, each)
  const found = new Map<bigint, OrganisationWeights>()
  for (const each of organisations) found.set(each, await readWeights(each, tx))
  const now = found.get(to)
  const ids = moved.filter(({ from }) => now?.isOwn || found.get(from)?.isOwn).map(({ repositoryId }) => repositoryId)
  if (now && ids.length > 0) await recountScores(tx, Prisma.sql`r.github_id = any(${ids}::bigint[])`, now.weights)
}
