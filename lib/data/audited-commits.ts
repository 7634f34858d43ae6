import 'server-only'
import { db } from './db'

/** Those of the commits that were audited under this rubric. */
export async function findAuditedCommits(
  repositoryId: bigint,
  rubricVersion: string,
  commits: readonly string[],
): Promise<ReadonlySet<string>> {
  const audits = await db().audit.findMany({
    where: { repositoryId, rubricVersion, commit: { in: [...commits] } },
    select: { commit: true },
  })
  return new Set(audits.map(({ commit }) => commit))
}
