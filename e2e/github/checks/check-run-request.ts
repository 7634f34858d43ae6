import { z } from 'zod'
import { CheckConclusion, CheckStatus } from '../records/record-schemas'

const LARGEST_TEXT = 65_535
const MOST_ANNOTATIONS = 50

const Text = z.string().max(LARGEST_TEXT)
const Line = z.number().int().positive()

export const Annotation = z
  .object({
    path: z.string().min(1).max(1_000),
    start_line: Line,
    end_line: Line,
    start_column: Line.nullish(),
    end_column: Line.nullish(),
    annotation_level: z.enum(['notice', 'warning', 'failure']),
    title: z.string().max(255).nullish(),
    message: Text,
    raw_details: Text.nullish(),
  })
  .refine(({ start_line, end_line }) => start_line <= end_line, 'end_line must not come before start_line')
  .refine(
    ({ start_line, end_line, start_column, end_column }) => start_line === end_line || (!start_column && !end_column),
    'columns are only for annotations of one line',
  )

const Fields = {
  name: z.string().min(1).max(255),
  details_url: z.url({ protocol: /^https?$/ }),
  external_id: z.string(),
  status: CheckStatus,
  conclusion: CheckConclusion,
  started_at: z.iso.datetime({ offset: true }),
  completed_at: z.iso.datetime({ offset: true }),
  output: z.object({
    title: z.string().max(255),
    summary: Text,
    text: Text.optional(),
    annotations: z.array(Annotation).max(MOST_ANNOTATIONS).default([]),
  }),
}

const Changes = z.object(Fields).partial()

const CONCLUSION_MISSING = { message: 'conclusion is required when status is completed', path: ['conclusion'] }

/** `POST /check-runs`: a conclusion is needed for, and makes, a completed check run. */
export const NewCheckRun = Changes.extend({ name: Fields.name, head_sha: z.string() }).refine(
  isConcluded,
  CONCLUSION_MISSING,
)
export type NewCheckRun = z.infer<typeof NewCheckRun>

/** `PATCH /check-runs/{id}`: its annotations are added to those that are there. */
export const CheckRunChange = Changes.extend({
  output: Fields.output.extend({ title: Fields.output.shape.title.optional() }).optional(),
}).refine(isConcluded, CONCLUSION_MISSING)
export type CheckRunChange = z.infer<typeof CheckRunChange>

function isConcluded({ status, conclusion }: { status?: string; conclusion?: string }): boolean {
  return status !== 'completed' || conclusion !== undefined
}
