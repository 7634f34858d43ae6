import { z } from 'zod'
import { Protection } from '../protection/protection-description'

const Time = z.string()
const Sha = z.string().regex(/^[0-9a-f]{40}$/)

/** A pull request as it is kept; what git knows (files, commits, whether it merges) is asked of git. */
export const PullRecord = z.object({
  id: z.number(),
  number: z.number(),
  title: z.string(),
  body: z.string().nullable(),
  draft: z.boolean(),
  /** The login of who opened it. */
  by: z.string(),
  state: z.enum(['open', 'closed']),
  head: z.object({ ref: z.string(), sha: Sha, repositoryId: z.number() }),
  /** `sha` is the base branch's head when the head last moved, or just before the merge. */
  base: z.object({ ref: z.string(), sha: Sha }),
  createdAt: Time,
  updatedAt: Time,
  closedAt: Time.nullable(),
  closedBy: z.string().nullable(),
  mergedAt: Time.nullable(),
  mergedBy: z.string().nullable(),
  mergeCommit: Sha.nullable(),
})
export type PullRecord = z.infer<typeof PullRecord>

/** The GitHub App in whose name something was done. */
export const AppRecord = z.object({ id: z.number(), slug: z.string(), name: z.string() })
export type AppRecord = z.infer<typeof AppRecord>

export const AnnotationRecord = z.object({
  path: z.string(),
  start_line: z.number(),
  end_line: z.number(),
  start_column: z.number().nullable(),
  end_column: z.number().nullable(),
  annotation_level: z.enum(['notice', 'warning', 'failure']),
  title: z.string().nullable(),
  message: z.string(),
  raw_details: z.string().nullable(),
})
export type AnnotationRecord = z.infer<typeof AnnotationRecord>

export const CheckStatus = z.enum(['queued', 'in_progress', 'completed'])
export const CheckConclusion = z.enum([
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
])

export const CheckRunRecord = z.object({
  id: z.number(),
  suiteId: z.number(),
  name: z.string(),
  headSha: Sha,
  status: CheckStatus,
  conclusion: CheckConclusion.nullable(),
  externalId: z.string(),
  detailsUrl: z.string().nullable(),
  startedAt: Time,
  completedAt: Time.nullable(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable(), text: z.string().nullable() }),
  annotations: z.array(AnnotationRecord),
  app: AppRecord.nullable(),
})
export type CheckRunRecord = z.infer<typeof CheckRunRecord>

/** All check runs of one App for one commit. */
export const CheckSuiteRecord = z.object({
  id: z.number(),
  headSha: Sha,
  headBranch: z.string().nullable(),
  app: AppRecord.nullable(),
  createdAt: Time,
})
export type CheckSuiteRecord = z.infer<typeof CheckSuiteRecord>

export const StatusRecord = z.object({
  id: z.number(),
  sha: Sha,
  state: z.enum(['error', 'failure', 'pending', 'success']),
  context: z.string(),
  description: z.string().nullable(),
  targetUrl: z.string().nullable(),
  by: z.string(),
  createdAt: Time,
})
export type StatusRecord = z.infer<typeof StatusRecord>

export const WorkflowRunRecord = z.object({
  id: z.number(),
  /** The first run of a workflow is 1. */
  runNumber: z.number(),
  name: z.string(),
  /** `.github/workflows/tests.yml` */
  path: z.string(),
  event: z.string(),
  headBranch: z.string(),
  headSha: Sha,
  status: CheckStatus,
  conclusion: CheckConclusion.nullable(),
  by: z.string(),
  suiteId: z.number(),
  createdAt: Time,
  updatedAt: Time,
})
export type WorkflowRunRecord = z.infer<typeof WorkflowRunRecord>

export const LabelRecord = z.object({ id: z.number(), name: z.string(), color: z.string() })
export type LabelRecord = z.infer<typeof LabelRecord>

export const StateReason = z.enum(['completed', 'not_planned', 'duplicate', 'reopened'])

export const IssueRecord = z.object({
  id: z.number(),
  number: z.number(),
  title: z.string(),
  body: z.string().nullable(),
  /** Names of labels of the repository. */
  labels: z.array(z.string()),
  by: z.string(),
  state: z.enum(['open', 'closed']),
  stateReason: StateReason.nullable(),
  createdAt: Time,
  updatedAt: Time,
  closedAt: Time.nullable(),
  closedBy: z.string().nullable(),
})
export type IssueRecord = z.infer<typeof IssueRecord>

/** A comment on an issue or on a pull request, which share their numbers. */
export const CommentRecord = z.object({
  id: z.number(),
  number: z.number(),
  body: z.string(),
  by: z.string(),
  createdAt: Time,
  updatedAt: Time,
})
export type CommentRecord = z.infer<typeof CommentRecord>

/** Everything about one repository that git does not hold. */
export const RepositoryRecords = z.object({
  /** The last number given to a pull request or an issue: they share one sequence. */
  lastNumber: z.number().default(0),
  pulls: z.array(PullRecord).default([]),
  checkSuites: z.array(CheckSuiteRecord).default([]),
  checkRuns: z.array(CheckRunRecord).default([]),
  statuses: z.array(StatusRecord).default([]),
  workflowRuns: z.array(WorkflowRunRecord).default([]),
  labels: z.array(LabelRecord).default([]),
  issues: z.array(IssueRecord).default([]),
  comments: z.array(CommentRecord).default([]),
  /** What the control endpoint changed of what organisation.json says. */
  settings: z.object({ hasIssues: z.boolean().optional(), protection: Protection.optional() }).default({}),
})
export type RepositoryRecords = z.infer<typeof RepositoryRecords>

/** What `records.json` holds; repositories by their numeric id. */
export const SavedRecords = z.object({
  lastId: z.number(),
  repositories: z.record(z.string(), RepositoryRecords),
})
