import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import {
  type AuditedCommit,
  type ChangedPair,
  type EarlierAttribution,
  findEarlier,
  findUnattributed,
  moveAttribution,
  storeAttribution,
} from '@/lib/data/attributions'
import { findRepositoryToScan, type RepositoryToScan } from '@/lib/data/scan-items'
import { hasCode, RateLimited } from '@/lib/errors'
import type { GitHubClient } from '@/lib/github/client'
import { type CommitAuthorship, fetchAuthorship } from '@/lib/github/commit-authors'
import { enqueueAttribution } from '@/lib/jobs/enqueue-attribution'
import { log } from '@/lib/log'
import { type Chains, type ChangeToFind, createChains, type FoundTurn, findTurn } from './attribution/find-turn'
import { createProber } from './attribution/prober'
import type { AuditTools } from './audit-tools'
import { spreadJob } from './spread-after'

/** After so many requests the rest waits for its turn, so that one repository does not keep the others waiting. */
const REQUESTS_IN_A_ROW = 150

/** Asks for the commits behind what changed, when anything did. */
export async function askToAttribute(repositoryId: bigint, rubricVersion: string, isUrgent = false): Promise<void> {
  if ((await findUnattributed(repositoryId, rubricVersion)).length > 0) {
    await enqueueAttribution(repositoryId, { isUrgent })
  }
}

/**
 * Finds for every verdict that changed between two audits the commit that changed it, newest first. Each one is stored as
 * it is found, so that another try goes on where the last one ended; what the last try can't find stays a range.
 */
export async function attributeChanges(
  repositoryId: bigint,
  tools: AuditTools,
  isLastAttempt: boolean,
  isUrgent = false,
): Promise<void> {
  const repository = await findRepositoryToScan(repositoryId)
  const pairs = repository ? await findUnattributed(repositoryId, tools.rubricVersion) : []
  if (!repository || pairs.length === 0) return
  try {
    const isDone = await asScanner(
      repository.organisationId,
      null,
      (client) => attributePairs(tools, client, repository, pairs),
      'background',
    )
    if (!isDone) await enqueueAttribution(repositoryId, { isUrgent })
  } catch (error) {
    if (error instanceof RateLimited) {
      return enqueueAttribution(repositoryId, { isUrgent, runAt: await spreadJob('attribute-changes', error.resetAt) })
    }
    const isForAnotherDay = hasCode(error, 'forbidden', 'signed-out')
    log().info({ repository: repository.name, error, isLastAttempt }, 'the commits behind changes were not found')
    if (isForAnotherDay) return
    if (!isLastAttempt && !hasCode(error, 'not-found')) throw error
    for (const pair of await findUnattributed(repositoryId, tools.rubricVersion)) await storeRanges(repository, pair)
  }
}

/** False when some are left for another turn. */
async function attributePairs(
  tools: AuditTools,
  client: GitHubClient,
  repository: RepositoryToScan,
  pairs: readonly ChangedPair[],
): Promise<boolean> {
  const known = new Map(
    pairs.flatMap(({ before, after }) => [before, after]).map(({ tree, verdicts }) => [tree, verdicts]),
  )
  const prober = createProber(tools, client, repository, known)
  const chains = createChains(client, repository)
  const authorships = new Map<string, CommitAuthorship | null>()
  for (const pair of pairs) {
    const earlier = await findEarlier(repository.githubId, pair.before.commit)
    for (const change of pair.changes) {
      const same = earlier.find((each) => isSame(each, change))
      if (same && (await holds(chains, pair, same.commit))) {
        await moveAttribution(same.id, pair.after.commit)
        continue
      }
      const turn = await findTurn(client, repository, prober, chains, change, pair)
      const { commit } = turn.commit
      const about =
        authorships.get(commit) ?? (await fetchAuthorship(client, repository, repository.defaultBranch ?? '', commit))
      authorships.set(commit, about)
      await storeTurn(repository, pair, change, turn, about)
    }
    if (client.usage.requests > REQUESTS_IN_A_ROW) return false
  }
  return true
}

/** Found when the day's audit was of an older commit, to which others have come since. */
function isSame({ characteristic, from, to }: EarlierAttribution, change: ChangeToFind): boolean {
  return characteristic === change.characteristic && from === change.from && to === change.to
}

/** A push by force may have taken the commit away. */
async function holds(chains: Chains, { before, after }: ChangedPair, commit: string): Promise<boolean> {
  const chain = await chains.between(before, after)
  return chain.commits.slice(1).some((each) => each.commit === commit)
}

async function storeTurn(
  repository: RepositoryToScan,
  { before, after }: ChangedPair,
  change: ChangeToFind,
  { lastCommit, commit, isExact }: FoundTurn,
  about: CommitAuthorship | null,
): Promise<void> {
  await storeAttribution({
    repositoryId: repository.githubId,
    ...change,
    commitBefore: before.commit,
    commitAfter: after.commit,
    precision: isExact ? 'exact' : 'range',
    commit: commit.commit,
    lastCommit: lastCommit.commit,
    committedAt: commit.committedAt,
    headline: about?.headline ?? '',
    authorLogin: about?.authorLogin ?? null,
    authorName: about?.authorName ?? null,
    pull: about?.pull ?? null,
  })
}

/** What can't be found lies between the two audits, and that is said. */
async function storeRanges({ githubId }: RepositoryToScan, { before, after, changes }: ChangedPair): Promise<void> {
  for (const change of changes) {
    await storeAttribution({ repositoryId: githubId, ...change, ...rangeOf(before, after) })
  }
}

function rangeOf(before: AuditedCommit, after: AuditedCommit) {
  return {
    commitBefore: before.commit,
    commitAfter: after.commit,
    precision: 'range',
    commit: after.commit,
    lastCommit: before.commit,
    committedAt: after.committedAt,
    headline: '',
    authorLogin: null,
    authorName: null,
    pull: null,
  } as const
}
