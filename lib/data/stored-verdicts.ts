import 'server-only'
import { readDetails } from './audit-details'
import { db } from './db'
import type { StoredResult } from './stored-report'

/** What an audit of the past says in short. */
export interface StoredVerdicts {
  /** 0 to 100. */
  readonly score: number | null
  readonly results: readonly StoredResult[]
}

/** Files that were read and are no judgeable Python are so however they are read. */
const OF_THE_CODE = ['unparsed', 'unreachable']

/**
 * The verdicts of a tree that was audited by these rules, whichever commit had it; null without such an audit, and for one
 * that could not read everything, since another way of reading may come further.
 */
export async function findStoredVerdicts(
  repositoryId: bigint,
  tree: string,
  rubricVersion: string,
): Promise<StoredVerdicts | null> {
  const audits = await db().audit.findMany({
    where: { repositoryId, tree, rubricVersion, hasDetails: true },
    orderBy: { id: 'desc' },
    take: 1,
    select: { id: true, score: true },
  })
  const [audit] = audits
  if (!audit) return null
  const { results, limits } = await readDetails(audit.id)
  return limits.some(({ kind }) => !OF_THE_CODE.includes(kind)) ? null : { score: audit.score, results }
}
