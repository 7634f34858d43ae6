import { z } from 'zod'

const Sha = z.string().regex(/^[0-9a-f]{40}$/)
const Switch = z.enum(['enabled', 'disabled'])
const Pattern = z.string().min(1).max(255)

/** A classic branch protection rule; `pattern` is a branch or a glob such as `release/*`. */
export const BranchProtection = z.strictObject({
  pattern: Pattern,
  /** How many people must approve; no review is asked for when absent. */
  requiredReviews: z.number().int().min(0).max(6).optional(),
  requireCodeOwnerReviews: z.boolean().default(false),
  dismissStaleReviews: z.boolean().default(false),
  /** The names of checks that must pass; none is asked for when absent. */
  requiredChecks: z.array(z.string()).optional(),
  strictChecks: z.boolean().default(false),
  enforceAdmins: z.boolean().default(false),
  requireLinearHistory: z.boolean().default(false),
  requireSignatures: z.boolean().default(false),
  requireConversationResolution: z.boolean().default(false),
  allowForcePushes: z.boolean().default(false),
  allowDeletions: z.boolean().default(false),
})
export type BranchProtection = z.infer<typeof BranchProtection>

export const Rule = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('deletion') }),
  z.strictObject({ type: z.literal('non_fast_forward') }),
  z.strictObject({ type: z.literal('required_linear_history') }),
  z.strictObject({ type: z.literal('required_signatures') }),
  z.strictObject({
    type: z.literal('pull_request'),
    requiredReviews: z.number().int().min(0).max(10).default(1),
    requireCodeOwnerReview: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('required_status_checks'), checks: z.array(z.string()).default([]) }),
  z.strictObject({ type: z.literal('code_scanning'), tool: z.string().default('CodeQL') }),
])
export type Rule = z.infer<typeof Rule>

/** A ruleset for branches: of the repository, or of the organisation above it. */
export const Ruleset = z.strictObject({
  id: z.number().int().positive(),
  name: z.string().min(1),
  source: z.enum(['Repository', 'Organization']).default('Repository'),
  enforcement: z.enum(['active', 'evaluate', 'disabled']).default('active'),
  /** `refs/heads/...` with globs, `~DEFAULT_BRANCH` or `~ALL`. */
  include: z.array(z.string()).default(['~DEFAULT_BRANCH']),
  exclude: z.array(z.string()).default([]),
  rules: z.array(Rule),
})
export type Ruleset = z.infer<typeof Ruleset>

export const CodeScanningAnalysis = z.strictObject({
  tool: z.string().default('CodeQL'),
  ref: z.string().startsWith('refs/').optional(),
  commit: Sha.optional(),
  createdAt: z.iso.datetime({ offset: true }).default('2025-01-01T00:00:00Z'),
  results: z.number().int().min(0).default(0),
  rules: z.number().int().min(0).default(0),
})
export type CodeScanningAnalysis = z.infer<typeof CodeScanningAnalysis>

/** What a repository has switched on to protect itself; nothing when not said. */
export const Protection = z.strictObject({
  /** Paid for where the repository is private: without it GitHub scans no private code. */
  advancedSecurity: z.boolean().default(true),
  branches: z.array(BranchProtection).default([]),
  rulesets: z.array(Ruleset).default([]),
  /** Alerts about dependencies with known vulnerabilities. */
  dependabotAlerts: z.boolean().default(false),
  dependabotUpdates: z.enum(['enabled', 'paused', 'disabled']).default('disabled'),
  secretScanning: Switch.default('disabled'),
  secretScanningPushProtection: Switch.default('disabled'),
  codeScanning: z
    .strictObject({
      /** GitHub's default setup; analyses may come from a workflow as well. */
      defaultSetup: z.boolean().default(false),
      languages: z
        .array(z.enum(['python', 'actions', 'javascript-typescript', 'go', 'java-kotlin']))
        .default(['python']),
      analyses: z.array(CodeScanningAnalysis).default([]),
    })
    .prefault({}),
})
export type Protection = z.infer<typeof Protection>
export type ProtectionInput = z.input<typeof Protection>
