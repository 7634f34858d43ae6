import { z } from 'zod'
import { LARGEST_BODY } from '../pulls/open-pull'
import { StateReason } from '../records/record-schemas'

const Title = z.string().trim().min(1).max(256)
const Body = z.string().max(LARGEST_BODY, 'is too long (maximum is 65536 characters)')
const Label = z
  .union([z.string().min(1).max(50), z.object({ name: z.string().min(1).max(50) })])
  .transform((label) => (typeof label === 'string' ? label : label.name))

export const NewIssue = z.object({
  title: z.union([Title, z.number().transform(String)]),
  body: Body.nullish(),
  labels: z.array(Label).max(100).default([]),
})
export type NewIssue = z.infer<typeof NewIssue>

export const IssueChange = z.object({
  title: Title.optional(),
  body: Body.nullish(),
  labels: z.array(Label).max(100).optional(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: StateReason.nullish(),
})
export type IssueChange = z.infer<typeof IssueChange>

export const NewComment = z.object({ body: Body.min(1) })

export const IssueQuery = z.object({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  labels: z
    .string()
    .optional()
    .transform((text) => text?.split(',').filter(Boolean) ?? []),
  creator: z.string().optional(),
  since: z.iso.datetime({ offset: true }).optional(),
  sort: z.enum(['created', 'updated', 'comments']).default('created'),
  direction: z.enum(['asc', 'desc']).default('desc'),
})
export type IssueQuery = z.infer<typeof IssueQuery>
