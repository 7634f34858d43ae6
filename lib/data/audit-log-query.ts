import { z } from 'zod'
import { CHANGES } from './change-kinds'
import type { SearchParams } from './scorecard-query'

/** The value of `by` for what Airworthy did by itself. */
export const BY_ITSELF = '~airworthy'

const one = <T extends z.ZodType>(schema: T) =>
  z
    .preprocess((value) => (Array.isArray(value) ? value[0] : value), schema)
    .optional()
    .catch(undefined)

const schema = z.object({
  by: one(z.string().regex(/^[\w~[\].-]{1,100}$/)),
  action: one(z.enum(CHANGES)),
  page: one(z.coerce.number().int().min(1).max(1_000_000)),
})

/** Each part of the address by its name, as whoever refuses nonsense instead of ignoring it takes it. */
export const AUDIT_LOG_FIELDS = schema.shape

/** What the address of the audit log asks for; `by` is a login of that time, or BY_ITSELF. */
export interface AuditLogQuery extends Omit<z.infer<typeof schema>, 'page'> {
  readonly page: number
}

/** Never throws: a value that makes no sense counts as absent. */
export function parseAuditLogQuery(params: SearchParams): AuditLogQuery {
  const parsed = schema.parse(params)
  return { ...parsed, page: parsed.page ?? 1 }
}

/** The same question as a query string; '' when it asks for nothing. */
export function auditLogSearch({ by, action, page }: AuditLogQuery): string {
  const params = new URLSearchParams({
    ...(by && { by }),
    ...(action && { action }),
    ...(page > 1 && { page: `${page}` }),
  })
  return params.size > 0 ? `?${params}` : ''
}
