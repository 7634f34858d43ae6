import 'server-only'
import { db } from './db'

export interface KnownHead {
  readonly organisationId: bigint
  readonly headCommit: string | null
  readonly headTree: string | null
  readonly pushedAt: Date | null
  /** The latest audit is of this code. */
  readonly isAudited: boolean
  /** Its audit counts: it is there, and of a kind that the organisation includes. */
  readonly isCounted: boolean
}

/** What is known of a repository's head; null when the repository was never listed. */
export async function findKnownHead(githubId: bigint): Promise<KnownHead | null> {
  const repository = await db().repository.findUnique({
    where: { githubId },
    select: {
      organisationId: true,
      headCommit: true,
      headTree: true,
      pushedAt: true,
      isCounted: true,
      removedAt: true,
      latestAudit: { select: { commit: true, tree: true } },
    },
  })
  if (!repository) return null
  const { removedAt, isCounted, latestAudit, ...head } = repository
  const isAudited =
    latestAudit !== null &&
    (latestAudit.commit === head.headCommit || (latestAudit.tree !== null && latestAudit.tree === head.headTree))
  return { ...head, isAudited, isCounted: isCounted && removedAt === null }
}

/** Moves the head on from the commit it was at; does nothing when it has moved already. */
export async function moveHead(
  githubId: bigint,
  before: string | null,
  head: { readonly commit: string; readonly tree: string; readonly pushedAt: Date },
): Promise<void> {
  await db().repository.updateMany({
    where: { githubId, headCommit: before },
    data: { headCommit: head.commit, headTree: head.tree, pushedAt: head.pushedAt },
  })
}
