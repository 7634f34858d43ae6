import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from '../client'
import { askRepository, type SignalSource } from './ask'
import { off, on, type Signal, unknown } from './signal'

const Branch = z.object({ protected: z.boolean() })
const Rules = z.array(
  z.object({
    type: z.string(),
    parameters: z.object({ required_approving_review_count: z.number().optional() }).optional().catch(undefined),
  }),
)
const Protection = z.object({
  required_pull_request_reviews: z.object({ required_approving_review_count: z.number().default(0) }).optional(),
})

/** Rules that keep a branch from being rewritten or pushed to by everybody. */
const PROTECTING = new Set([
  'pull_request',
  'non_fast_forward',
  'deletion',
  'update',
  'required_status_checks',
  'required_linear_history',
  'merge_queue',
])

/** How the default branch is guarded: by rulesets, which everybody may read, or by classic protection, whose rules only administration may. */
export async function readBranch(
  client: GitHubClient,
  source: SignalSource,
): Promise<{ readonly protection: Signal; readonly reviews: Signal }> {
  const branch = encodeURIComponent(source.defaultBranch)
  const [asBranch, asRules] = await Promise.all([
    askRepository(client, source, `/branches/${branch}`),
    askRepository(client, source, `/rules/branches/${branch}?per_page=100`),
  ])
  const isProtected = asBranch.status === 'answered' ? Branch.parse(asBranch.data).protected : null
  const rules = asRules.status === 'answered' ? Rules.parse(asRules.data) : null
  const ruled = rules?.filter(({ type }) => PROTECTING.has(type)) ?? []
  const reviewers = Math.max(0, ...ruled.map(({ parameters }) => parameters?.required_approving_review_count ?? 0))
  return {
    protection: protectionOf(source.defaultBranch, isProtected, rules === null ? null : ruled.length),
    reviews:
      reviewers > 0
        ? reviewsBy(reviewers, 'a ruleset')
        : await readClassicReviews(client, source, isProtected, rules !== null),
  }
}

function protectionOf(name: string, isProtected: boolean | null, ruled: number | null): Signal {
  if (ruled) return on(`${name} is guarded by ${ruled} ${ruled === 1 ? 'rule' : 'rules'} of rulesets.`)
  if (isProtected) return on(`${name} is protected.`)
  if (isProtected === null || ruled === null) return unknown('GitHub does not show how the branch is guarded.')
  return off(`Whoever may push can rewrite ${name}.`)
}

async function readClassicReviews(
  client: GitHubClient,
  source: SignalSource,
  isProtected: boolean | null,
  knowsRules: boolean,
): Promise<Signal> {
  if (isProtected === null || !knowsRules) return unknown('GitHub does not show whether reviews are required.')
  if (!isProtected) return off('A pull request may be merged without a review, or the branch be pushed to.')
  const asked = await askRepository(client, source, `/branches/${encodeURIComponent(source.defaultBranch)}/protection`)
  if (asked.status !== 'answered') {
    return unknown('The branch is protected; how is only shown with the permission “Administration: read”.')
  }
  const count = Protection.parse(asked.data).required_pull_request_reviews?.required_approving_review_count
  return count ? reviewsBy(count, 'branch protection') : off('The branch is protected, but no review is required.')
}

function reviewsBy(count: number, what: string): Signal {
  return on(`${count} approving ${count === 1 ? 'review' : 'reviews'} required by ${what}.`)
}
