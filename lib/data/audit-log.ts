import 'server-only'
import { z } from 'zod'
import { requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { CHANGES, type ChangeKind } from './record-change'
import { idArray } from './visible'

export const LOG_PAGE_SIZE = 50

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).catch({})
type Values = z.output<typeof Values>

export interface LoggedChange {
  readonly id: string
  /** Login of that moment; null: Airworthy itself. */
  readonly by: string | null
  /** ISO timestamp. */
  readonly at: string
  readonly action: ChangeKind
  readonly subject: string | null
  /** `name` is null for one that the viewer can not see, of which nothing else is told either. */
  readonly repository: { readonly name: string | null } | null
  readonly before: Values
  readonly after: Values
}

export interface AuditLogPage {
  readonly login: string
  /** From 1; never beyond the last one. */
  readonly page: number
  readonly total: number
  /** The newest first. */
  readonly items: readonly LoggedChange[]
}

/** Who changed what in an organisation, one page of it; null for anybody but its owners. */
export async function readAuditLog(login: string, asked: number): Promise<AuditLogPage | null> {
  const access = await requireOrgAccess(login)
  if (access.role !== 'admin') return null
  const { organisationId } = access
  const total = await db().loggedChange.count({ where: { organisationId } })
  const page = Math.min(Math.max(1, asked), Math.max(1, Math.ceil(total / LOG_PAGE_SIZE)))
  const rows = await db().$queryRaw<LogRow[]>`
    select l.id, l.person_login as by, l.changed_at as at, l.action, l.subject, l.before, l.after,
      l.repository_id is not null as "isOfRepository", r.name
    from audit_log l left join repositories r on r.github_id = l.repository_id and r.organisation_id = l.organisation_id
      and r.removed_at is null and r.github_id = any(${idArray(access.repositoryIds)}::bigint[])
    where l.organisation_id = ${organisationId}
    order by l.id desc limit ${LOG_PAGE_SIZE} offset ${(page - 1) * LOG_PAGE_SIZE}`
  return { login: access.login, page, total, items: rows.flatMap(toChange) }
}

function toChange({ id, by, at, action, subject, before, after, isOfRepository, name }: LogRow): LoggedChange[] {
  const known = CHANGES.find((each) => each === action)
  if (!known) return []
  const isHidden = isOfRepository && name === null
  return [
    {
      id: id.toString(),
      by,
      at: at.toISOString(),
      action: known,
      subject,
      repository: isOfRepository ? { name } : null,
      before: isHidden ? {} : Values.parse(before ?? {}),
      after: isHidden ? {} : Values.parse(after ?? {}),
    },
  ]
}

interface LogRow {
  id: bigint
  by: string | null
  at: Date
  action: string
  subject: string | null
  before: unknown
  after: unknown
  isOfRepository: boolean
  name: string | null
}
