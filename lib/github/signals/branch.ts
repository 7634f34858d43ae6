import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from '../client'
import { type Asked, askRepository, mayAsk, type SignalSource } from './ask'
import { ADMINISTRATION, confidential, off, on, type Signal, unknown } from './signal'

const Branch = z.object({ protected: z.boolean() })
const Rules = z.array(
  z.object({
    type: z.string(),
    parameters: z
      .object({
        required_approving_review_count: z.number().optional(),
        require_code_owner_review: z.boolean().optional(),
      })
      .optional()
      .catch(undefined),
  }),
)
const Protection = z.object({
  required_pull_request_reviews: z
    .object({
      required_approving_review_count: z.number().default(0),
      require_code_owner_reviews: z.boolean().default(false),
    })
    .optional(),
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

/** How the default branch is guarded: by rulesets, which every reader is told, or by classic protection, whose rules only administration is. */
export async function readBranch(
  client: GitHubClient,
  source: SignalSource,
): Promise<{ readonly protection: Signal; readonly reviews: Signal }> {
  const branch = source.defaultBranch
  const [asBranch, asRules] = await Promise.all([
    askRepository(client, source, '/branches/{branch}', { branch }, Branch),
    askRepository(client, source, '/rules/branches/{branch}', { branch, per_page: 100 }, Rules),
  ])
  const isProtected = asBranch.status === 'answered' ? asBranch.data.protected : null
  const rules = rulesOf(asRules)
  const guarding = rules?.filter(({ type }) => PROTECTING.has(type)).length ?? null
  return {
    protection: protectionOf(isProtected, guarding),
    reviews: reviewsByRules(rules ?? []) ?? (await readClassicReviews(client, source, isProtected, rules !== null)),
  }
}

/** The rules in effect; null where GitHub does not tell. */
function rulesOf(asked: Asked<z.infer<typeof Rules>>): z.infer<typeof Rules> | null {
  if (asked.status === 'answered') return asked.data
  return isBeyondPlan(asked) ? [] : null
}

function protectionOf(isProtected: boolean | null, guarding: number | null): Signal {
  if (guarding) {
    return on(
      `${guarding === 1 ? 'A rule of a ruleset guards' : `${guarding} rules of rulesets guard`} the default branch.`,
    )
  }
  if (isProtected) return on('The default branch is protected.')
  if (isProtected === null || guarding === null)
    return unknown('GitHub does not show how the default branch is guarded.')
  return off('Everybody who may push can rewrite the default branch.')
}

function reviewsByRules(rules: z.infer<typeof Rules>): Signal | null {
  const parameters = rules.flatMap((rule) => (rule.type === 'pull_request' && rule.parameters) || [])
  const count = Math.max(0, ...parameters.map((each) => each.required_approving_review_count ?? 0))
  const byOwners = parameters.some((each) => each.require_code_owner_review)
  return count > 0 || byOwners ? reviewsBy('A ruleset', count, byOwners) : null
}

async function readClassicReviews(
  client: GitHubClient,
  source: SignalSource,
  isProtected: boolean | null,
  knowsRules: boolean,
): Promise<Signal> {
  if (isProtected === null || !knowsRules) return unknown('GitHub does not show whether reviews are required.')
  if (!isProtected) return NOT_REQUIRED
  const onlyAdministrators = unknown(`The branch is protected. ${ADMINISTRATION}`)
  if (!mayAsk(source, 'administration')) return onlyAdministrators
  const route = '/branches/{branch}/protection'
  const asked = await askRepository(client, source, route, { branch: source.defaultBranch }, Protection)
  if (asked.status === 'answered') return confidential(reviewsByProtection(asked.data))
  // Whoever may not know of protection is told that nothing is found, in other words.
  if (isBeyondPlan(asked) || /branch not protected/i.test(asked.message)) return confidential(NOT_REQUIRED)
  return onlyAdministrators
}

function reviewsByProtection({ required_pull_request_reviews: reviews }: z.infer<typeof Protection>): Signal {
  const count = reviews?.required_approving_review_count ?? 0
  const byOwners = reviews?.require_code_owner_reviews ?? false
  return count > 0 || byOwners ? reviewsBy('Branch protection', count, byOwners) : NOT_REQUIRED
}

const NOT_REQUIRED = off('Changes may come in without anybody’s review.')

function reviewsBy(what: string, count: number, byOwners: boolean): Signal {
  const approvals = count > 0 && `${count} approving ${count === 1 ? 'review' : 'reviews'}`
  return on(`${what} requires ${[approvals, byOwners && 'review by code owners'].filter(Boolean).join(' and ')}.`)
}

/** GitHub's free plan guards no private branch, and says so instead of listing rules. */
function isBeyondPlan(asked: Asked<unknown>): boolean {
  return asked.status === 'refused' && /upgrade to github/i.test(asked.message)
}
