import 'server-only'
import { z } from 'zod'
import { asScanner } from '@/lib/auth/scanner'
import { findKnownHead, type KnownHead, moveHead } from '@/lib/data/pushed-head'
import { startRepositoryScan } from '../start-scan'
import { syncRepository } from '../sync-repository'
import { CommitId, Id } from './payloads'
import { HANDLED, ignored, organisationWebhook } from './webhook'

const NO_COMMIT = /^0+$/
/** Our clock and GitHub's may differ by so much; a head of a later time could never be followed by another. */
const MOST_AHEAD_MS = 5 * 60_000

const Push = z.object({
  ref: z.string().max(1000),
  before: CommitId,
  after: CommitId,
  deleted: z.boolean(),
  head_commit: z.object({ id: CommitId, tree_id: CommitId }).nullable(),
  repository: z.object({
    id: Id,
    default_branch: z.string().max(1000),
    /** Seconds since 1970 here, unlike everywhere else. */
    pushed_at: z.number().int().positive(),
  }),
})

/**
 * A push to the default branch: the head moves, and its code is audited unless it is the same code. A push that does not
 * follow what is known may be older than it, so GitHub is asked by the scan; so it is where the head was stored by another
 * look and never audited.
 */
export const push = organisationWebhook({
  actions: null,
  payload: Push,
  skip({ ref, deleted, repository }) {
    if (deleted) return 'A branch or tag was deleted; nothing is to be done.'
    return ref === `refs/heads/${repository.default_branch}` ? null : 'This is not the default branch.'
  },
  async handle(payload, { organisationId }) {
    const repositoryId = BigInt(payload.repository.id)
    const known = await findKnownHead(repositoryId)
    if (!known) return ignored('This repository was not listed yet.')
    if (known.organisationId !== organisationId) {
      await asScanner(organisationId, null, (client) => syncRepository(client, organisationId, repositoryId))
    } else if (known.headCommit === payload.after && (known.isAudited || !known.isCounted)) {
      return ignored('The head is known already.')
    }
    const follows = followingHead(payload, known)
    if (follows) await moveHead(repositoryId, known.headCommit, follows)
    if (!known.isCounted) return ignored('This repository does not count in the organisation.')
    if (follows && follows.tree === known.headTree && known.isAudited) return HANDLED
    await startRepositoryScan(organisationId, repositoryId, { trigger: 'webhook', startedById: null })
    return HANDLED
  },
})

/** The head after a push that begins where we stand and is not older; null when that can't be told. */
function followingHead({ before, after, head_commit, repository }: z.output<typeof Push>, known: KnownHead) {
  const from = NO_COMMIT.test(before) ? null : before
  const pushedAt = new Date(repository.pushed_at * 1000)
  if (head_commit?.id !== after || known.headCommit !== from) return null
  if (known.pushedAt && pushedAt < known.pushedAt) return null
  if (pushedAt.getTime() > Date.now() + MOST_AHEAD_MS) return null
  return { commit: after, tree: head_commit.tree_id, pushedAt }
}
