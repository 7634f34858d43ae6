import 'server-only'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import type { GitHubClient } from '@/lib/github/client'
import { type CommitChain, fetchCommitUntil, listChain } from '@/lib/github/commit-chain'
import type { CommitAtDate } from '@/lib/github/commits'
import { bisect, stepsAhead } from './bisect'
import type { Prober } from './prober'

export interface ChangeToFind {
  readonly characteristic: CharacteristicId
  readonly from: Verdict
  readonly to: Verdict
}

export interface FoundTurn {
  /** The last commit without the new verdict, and the first with it. */
  readonly lastCommit: CommitAtDate
  readonly commit: CommitAtDate
  readonly isExact: boolean
}

const MOST_DATE_STEPS = 10
/** Steps whose commits are read together: seven commits in the two queries of one. */
const LEVELS_TOGETHER = 3

/** Lists the commits between two audits, once for all verdicts that changed between them. */
export interface Chains {
  between(before: CommitAtDate, after: CommitAtDate): Promise<CommitChain>
}

export function createChains(client: GitHubClient, repository: RepositoryToScan): Chains {
  const listed = new Map<string, CommitChain>()
  return {
    async between(before, after) {
      const key = `${before.commit} ${after.commit}`
      const chain = listed.get(key) ?? (await listChain(client, repository, before, after))
      listed.set(key, chain)
      return chain
    },
  }
}

/** Finds the commit by which a verdict changed between two audited commits. */
export async function findTurn(
  client: GitHubClient,
  repository: RepositoryToScan,
  prober: Prober,
  chains: Chains,
  { characteristic, from, to }: ChangeToFind,
  audited: { readonly before: CommitAtDate; readonly after: CommitAtDate },
): Promise<FoundTurn> {
  /** Null where it can't be told. */
  const isVerdict = async (commit: CommitAtDate, wanted: Verdict): Promise<boolean | null> => {
    const verdict = (await prober.verdictsAt(commit))?.get(characteristic)
    return verdict === undefined || verdict === 'unknown' ? null : verdict === wanted
  }
  const isNew = (commit: CommitAtDate) => isVerdict(commit, to)
  /** A range holds the commit that left the old verdict, too. */
  const unfound = async (before: CommitAtDate, after: CommitAtDate): Promise<FoundTurn> => ({
    lastCommit: (await isVerdict(before, from)) ? before : audited.before,
    commit: after,
    isExact: false,
  })

  let { before, after } = audited
  let chain = await chains.between(before, after)
  for (let step = 0; !chain.isComplete && step < MOST_DATE_STEPS; step += 1) {
    const middle = await fetchCommitUntil(client, repository, after.commit, between(before, after))
    if (!middle || middle.commit === before.commit || middle.commit === after.commit) break
    const answer = await isNew(middle)
    if (answer === null) break
    if (answer) after = middle
    else before = middle
    chain = await chains.between(before, after)
  }
  const [first] = chain.commits
  if (!chain.isComplete || !first || chain.commits.length < 2) return unfound(before, after)
  // A commit that came in by a merge stands beside the chain, whose own first commit must have the old verdict too.
  if (first.commit !== before.commit && (await isVerdict(first, from)) !== true) return unfound(before, after)

  const turn = await bisect(chain.commits.length, async (index, low, high) => {
    const ahead = stepsAhead(low, high, LEVELS_TOGETHER).flatMap((each) => chain.commits[each] ?? [])
    const commit = chain.commits[index] as CommitAtDate
    await prober.prepare([commit, ...ahead])
    return isNew(commit)
  })
  const [lastCommit, commit] = [chain.commits[turn.before], chain.commits[turn.after]]
  if (!lastCommit || !commit) return unfound(before, after)
  if (!turn.isExact) return unfound(lastCommit, commit)
  if (await isVerdict(lastCommit, from)) return { lastCommit, commit, isExact: true }
  // Another verdict came between the two: one commit left the old one, a later one brought the new one.
  if (!(await isVerdict(first, from))) return unfound(audited.before, commit)
  const left = await bisect(turn.before + 1, async (index) => {
    const answer = await isVerdict(chain.commits[index] as CommitAtDate, from)
    return answer === null ? null : !answer
  })
  return unfound(chain.commits[left.before] ?? before, commit)
}

function between(before: CommitAtDate, after: CommitAtDate): Date {
  return new Date((before.committedAt.getTime() + after.committedAt.getTime()) / 2)
}
