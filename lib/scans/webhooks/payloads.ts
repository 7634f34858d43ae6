import { z } from 'zod'

/** What several events have in common, as GitHub names it. */

export const Id = z.number().int().positive()
export const Login = z.string().min(1).max(100)
export const RepositoryName = z.string().regex(/^[\w.-]{1,100}$/)
export const CommitId = z.string().regex(/^([\da-f]{40}|[\da-f]{64})$/)

/** What stands at the head of every payload. */
export const Envelope = z.object({
  action: z.string().max(60).optional(),
  organization: z.object({ id: Id }).nullish(),
  installation: z.object({ id: Id, account: z.object({ id: Id, type: z.string().optional() }).nullish() }).nullish(),
})
