import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'

/**
 * Notes that a head can't be judged by these rules, so that no scan tries it again by itself. It is forgotten when an audit
 * of a head is stored.
 */
export async function noteUnjudged(repositoryId: bigint, commit: string, rubricVersion: string): Promise<void> {
  await db().repository.updateMany({
    where: { githubId: repositoryId, headCommit: commit },
    data: { unjudgedCommit: commit, unjudgedBy: rubricVersion },
  })
}

/** SQL: the score of repository `r` by its latest audit `a` (or null) stands behind a newer head that could not be judged. */
export const IS_BEHIND = Prisma.sql`(r.unjudged_commit is not null and a.tree is distinct from r.head_tree)`
