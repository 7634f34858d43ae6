import { z } from 'zod'

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

/** Everything about one repository that git does not hold. */
export const RepositoryRecords = z.object({
  /** The last number given to a pull request or an issue: they share one sequence. */
  lastNumber: z.number().default(0),
  pulls: z.array(PullRecord).default([]),
})
export type RepositoryRecords = z.infer<typeof RepositoryRecords>

/** What `records.json` holds; repositories by their numeric id. */
export const SavedRecords = z.object({
  lastId: z.number(),
  repositories: z.record(z.string(), RepositoryRecords),
})
