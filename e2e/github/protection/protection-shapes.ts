import type { Host, Repository } from '../host'
import { nodeId } from '../rest/node-id'
import { FOUNDED } from '../rest/user-shapes'
import type { BranchProtection, Rule, Ruleset } from './protection-description'

/** A classic rule as it protects one branch. */
export function branchProtectionShape(host: Host, { fullName }: Repository, branch: string, rule: BranchProtection) {
  const url = `${host.apiUrl}/repos/${fullName}/branches/${encodeURIComponent(branch)}/protection`
  const enabled = (is: boolean) => ({ enabled: is })
  return {
    url,
    ...(rule.requiredChecks && {
      required_status_checks: {
        url: `${url}/required_status_checks`,
        strict: rule.strictChecks,
        contexts: rule.requiredChecks,
        contexts_url: `${url}/required_status_checks/contexts`,
        checks: rule.requiredChecks.map((context) => ({ context, app_id: null })),
      },
    }),
    ...(rule.requiredReviews !== undefined && {
      required_pull_request_reviews: {
        url: `${url}/required_pull_request_reviews`,
        dismiss_stale_reviews: rule.dismissStaleReviews,
        require_code_owner_reviews: rule.requireCodeOwnerReviews,
        require_last_push_approval: false,
        required_approving_review_count: rule.requiredReviews,
      },
    }),
    required_signatures: { url: `${url}/required_signatures`, ...enabled(rule.requireSignatures) },
    enforce_admins: { url: `${url}/enforce_admins`, ...enabled(rule.enforceAdmins) },
    required_linear_history: enabled(rule.requireLinearHistory),
    allow_force_pushes: enabled(rule.allowForcePushes),
    allow_deletions: enabled(rule.allowDeletions),
    block_creations: enabled(false),
    required_conversation_resolution: enabled(rule.requireConversationResolution),
    lock_branch: enabled(false),
    allow_fork_syncing: enabled(false),
  }
}

/** The little that everybody who reads a branch is told of its classic rule. */
export function protectionSummary(rule: BranchProtection | undefined) {
  const contexts = rule?.requiredChecks ?? []
  const level = contexts.length === 0 ? 'off' : rule?.enforceAdmins ? 'everyone' : 'non_admins'
  return {
    enabled: rule !== undefined,
    required_status_checks: {
      enforcement_level: level,
      contexts,
      checks: contexts.map((context) => ({ context, app_id: null })),
    },
  }
}

export function ruleShape(rule: Rule) {
  if (rule.type === 'pull_request') {
    return {
      type: rule.type,
      parameters: {
        allowed_merge_methods: ['merge', 'squash', 'rebase'],
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: rule.requireCodeOwnerReview,
        require_last_push_approval: false,
        required_approving_review_count: rule.requiredReviews,
        required_review_thread_resolution: false,
      },
    }
  }
  if (rule.type === 'required_status_checks') {
    return {
      type: rule.type,
      parameters: {
        do_not_enforce_on_create: false,
        required_status_checks: rule.checks.map((context) => ({ context })),
        strict_required_status_checks_policy: false,
      },
    }
  }
  if (rule.type === 'code_scanning') {
    const levels = { alerts_threshold: 'errors', security_alerts_threshold: 'high_or_higher' }
    return { type: rule.type, parameters: { code_scanning_tools: [{ tool: rule.tool, ...levels }] } }
  }
  return { type: rule.type }
}

/** Where a rule in effect comes from. */
export function ruleSource(repository: Repository, { id, source }: Ruleset) {
  return { ruleset_source_type: source, ruleset_source: sourceName(repository, source), ruleset_id: id }
}

/** A ruleset in a list. */
export function rulesetShape(host: Host, repository: Repository, ruleset: Ruleset) {
  const { organisation, fullName } = repository
  const { id, name, source, enforcement } = ruleset
  const owned = source === 'Repository'
  const page = owned ? `${fullName}/rules/${id}` : `organizations/${organisation.login}/settings/rules/${id}`
  return {
    id,
    name,
    target: 'branch',
    source_type: source,
    source: sourceName(repository, source),
    enforcement,
    node_id: nodeId('RepositoryRuleset', id),
    _links: {
      self: { href: `${host.apiUrl}/${owned ? `repos/${fullName}` : `orgs/${organisation.login}`}/rulesets/${id}` },
      html: { href: `${host.url}/${page}` },
    },
    created_at: FOUNDED,
    updated_at: FOUNDED,
  }
}

export function fullRulesetShape(host: Host, repository: Repository, ruleset: Ruleset) {
  return {
    ...rulesetShape(host, repository, ruleset),
    conditions: { ref_name: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: ruleset.rules.map(ruleShape),
    current_user_can_bypass: 'never',
  }
}

function sourceName({ organisation, fullName }: Repository, source: Ruleset['source']): string {
  return source === 'Repository' ? fullName : organisation.login
}
