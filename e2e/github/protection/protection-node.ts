import { connection, type PageArgs } from '../graphql/connection'
import type { Host, Repository } from '../host'
import { nodeId } from '../rest/node-id'
import { FOUNDED } from '../rest/user-shapes'
import { ruleFor } from './branch-match'
import { codeownersErrors } from './codeowners'
import type { BranchProtection, Rule, Ruleset } from './protection-description'
import { settingsOf } from './settings'

interface RulesetArgs extends PageArgs {
  includeParents?: boolean | null
  targets?: string[] | null
}

/** What GraphQL asks a repository about how it is protected; what only administrators read is empty for others. */
export function repositoryProtectionFields(host: Host, repository: Repository, viewer: string) {
  const { protection } = settingsOf(host, repository)
  const isAdmin = host.readsSettings(repository, viewer)
  const readsAlerts = host.readsSettings(repository, viewer, 'vulnerability_alerts')
  return {
    branchProtectionRules: (args: PageArgs) =>
      connection(isAdmin ? protection.branches : [], args, (rule) => branchRuleNode(repository, rule)),
    rulesets: (args: RulesetArgs) => {
      const known = protection.rulesets.filter(({ source }) => args.includeParents !== false || source === 'Repository')
      const chosen = args.targets && !args.targets.includes('BRANCH') ? [] : known
      return connection(chosen, args, (ruleset) => rulesetNode(ruleset))
    },
    hasVulnerabilityAlertsEnabled: readsAlerts && protection.dependabotAlerts,
    codeowners: async ({ refName }: { refName?: string | null }) => {
      const errors = await codeownersErrors(host, repository, refName ?? undefined)
      return errors ? { errors } : null
    },
  }
}

/** The classic rule that holds for a branch, for administrators. */
export function refProtectionFields(host: Host, repository: Repository, branch: string, viewer: string) {
  return {
    branchProtectionRule: () => {
      if (!host.readsSettings(repository, viewer)) return null
      const rule = ruleFor(settingsOf(host, repository).protection.branches, branch)
      return rule ? branchRuleNode(repository, rule) : null
    },
  }
}

function branchRuleNode({ about }: Repository, rule: BranchProtection) {
  return {
    __typename: 'BranchProtectionRule',
    id: nodeId('BranchProtectionRule', `${about.id}:${rule.pattern}`),
    pattern: rule.pattern,
    requiresApprovingReviews: rule.requiredReviews !== undefined,
    requiredApprovingReviewCount: rule.requiredReviews ?? null,
    requiresCodeOwnerReviews: rule.requireCodeOwnerReviews,
    dismissesStaleReviews: rule.dismissStaleReviews,
    requiresStatusChecks: rule.requiredChecks !== undefined,
    requiresStrictStatusChecks: rule.strictChecks,
    requiredStatusCheckContexts: rule.requiredChecks ?? [],
    isAdminEnforced: rule.enforceAdmins,
    requiresLinearHistory: rule.requireLinearHistory,
    requiresCommitSignatures: rule.requireSignatures,
    requiresConversationResolution: rule.requireConversationResolution,
    allowsForcePushes: rule.allowForcePushes,
    allowsDeletions: rule.allowDeletions,
  }
}

function rulesetNode(ruleset: Ruleset) {
  return {
    __typename: 'RepositoryRuleset',
    id: nodeId('RepositoryRuleset', ruleset.id),
    databaseId: ruleset.id,
    name: ruleset.name,
    enforcement: ruleset.enforcement.toUpperCase(),
    target: 'BRANCH',
    createdAt: FOUNDED,
    updatedAt: FOUNDED,
    conditions: { refName: { include: ruleset.include, exclude: ruleset.exclude } },
    rules: (args: PageArgs & { type?: string | null }) => {
      const chosen = ruleset.rules.filter(({ type }) => !args.type || type.toUpperCase() === args.type)
      return connection(chosen, args, (rule) => ruleNode(ruleset, rule))
    },
  }
}

function ruleNode(ruleset: Ruleset, rule: Rule) {
  return {
    id: nodeId('RepositoryRule', `${ruleset.id}:${rule.type}`),
    type: rule.type.toUpperCase(),
    parameters: parametersOf(rule),
    repositoryRuleset: () => rulesetNode(ruleset),
  }
}

function parametersOf(rule: Rule): object | null {
  if (rule.type === 'pull_request') {
    return {
      __typename: 'PullRequestParameters',
      requiredApprovingReviewCount: rule.requiredReviews,
      requireCodeOwnerReview: rule.requireCodeOwnerReview,
      requireLastPushApproval: false,
      requiredReviewThreadResolution: false,
      dismissStaleReviewsOnPush: false,
    }
  }
  if (rule.type === 'required_status_checks') {
    return {
      __typename: 'RequiredStatusChecksParameters',
      requiredStatusChecks: rule.checks.map((context) => ({ context, integrationId: null })),
      strictRequiredStatusChecksPolicy: false,
    }
  }
  if (rule.type !== 'code_scanning') return null
  const levels = { alertsThreshold: 'errors', securityAlertsThreshold: 'high_or_higher' }
  return { __typename: 'CodeScanningParameters', codeScanningTools: [{ tool: rule.tool, ...levels }] }
}
