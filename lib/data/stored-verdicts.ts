import 'server-only'
import { db } from './db'
import { StoredLimits, type StoredResult, StoredResults } from './stored-report'

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
    include: { results: true },
  })
  const [audit] = audits
  if (!audit || StoredLimits.parse(audit.limits).some(({ kind }) => !OF_THE_CODE.includes(kind))) return null
  const results = audit.results.map(({ characteristic, ...result }) => ({ ...result, id: characteristic }))
  return { score: audit.score, results: StoredResults.parse(results) }
}
