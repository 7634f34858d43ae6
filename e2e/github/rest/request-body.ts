import type { Context } from 'hono'
import type { z } from 'zod'
import { ApiError, invalid, type ValidationProblem } from '../api-error'
import type { ServerEnv } from '../server-env'

/** Reads and checks a JSON body; throws ApiError 400 for no JSON and 422 that names each wrong field of `resource`. */
export async function readBody<S extends z.ZodType>(
  c: Context<ServerEnv>,
  schema: S,
  resource: string,
): Promise<z.infer<S>> {
  const json: unknown = await c.req.json().catch(() => {
    throw new ApiError(400, 'Problems parsing JSON')
  })
  if (typeof json !== 'object' || json === null) throw new ApiError(400, 'Body should be a JSON object')
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  throw invalid(...parsed.error.issues.map((issue) => problemOf(issue, resource, json)))
}

function problemOf(issue: z.core.$ZodIssue, resource: string, json: object): ValidationProblem {
  const field = issue.path.join('.')
  const isAbsent = issue.path.length === 1 && Reflect.get(json, String(issue.path[0])) === undefined
  if (isAbsent) return { resource, field, code: 'missing_field' }
  if (issue.code === 'custom') return { resource, field, code: 'custom', message: issue.message }
  return { resource, field, code: 'invalid', message: `${field} is invalid: ${issue.message}` }
}
