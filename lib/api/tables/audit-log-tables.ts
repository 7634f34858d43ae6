import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { type LoggedChange, listChanges } from '@/lib/data/audit-log'
import { parseAuditLogQuery } from '@/lib/data/audit-log-query'
import type { SearchParams } from '@/lib/data/scorecard-query'
import { nothing } from '../asked'
import { byPages, type Columns, type Table, tableOf } from './table'

/** The table of the audit log, for owners; for anybody else there is none. */
export const AUDIT_LOG_TABLES = {
  changes: async (access: OrgAccess, search: SearchParams): Promise<Table> => {
    if (access.role !== 'admin') return nothing()
    const query = parseAuditLogQuery(search)
    const parts = byPages((page, perPage) => listChanges(access, { ...query, page }, perPage))
    return tableOf(`${access.login}-changes`, COLUMNS, parts)
  },
} as const

const COLUMNS: Columns<LoggedChange> = {
  id: ({ id }) => id,
  at: ({ at }) => at,
  by: ({ by }) => by,
  action: ({ action }) => action,
  subject: ({ subject }) => subject,
  isOfRepository: ({ repository }) => repository !== null,
  repository: ({ repository }) => repository?.name ?? null,
  before: ({ before }) => JSON.stringify(before),
  after: ({ after }) => JSON.stringify(after),
}
