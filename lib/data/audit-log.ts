import 'server-only'
import { z } from 'zod'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type AuditLogQuery, BY_ITSELF } from './audit-log-query'
import { CHANGES, type ChangeKind } from './change-kinds'
import { db } from './db'
import { Prisma } from './generated/client'
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
  /** Values of `by` to choose from. */
  readonly people: readonly string[]
}

const MOST_PEOPLE = 500

/** Who changed what in an organisation, one page of it; null for anybody but its owners. */
export async function readAuditLog(login: string, query: AuditLogQuery): Promise<AuditLogPage | null> {
  const access = await requireOrgAccess(login)
  if (access.role !== 'admin') return null
  const [[counted], people] = await Promise.all([
    db().$queryRaw<{ total: number }[]>`select count(*)::int as total from audit_log l where ${isAsked(access, query)}`,
    db().$queryRaw<{ by: string | null }[]>`
      select distinct l.person_login as by from audit_log l where l.organisation_id = ${access.organisationId}
      order by 1 nulls first limit ${MOST_PEOPLE}`,
  ])
  const { total = 0 } = counted ?? {}
  const page = Math.min(query.page, Math.max(1, Math.ceil(total / LOG_PAGE_SIZE)))
  const items = await listChanges(access, { ...query, page }, LOG_PAGE_SIZE)
  return { login: access.login, page, total, items, people: people.map(({ by }) => by ?? BY_ITSELF) }
}

/** The same list for an owner who was authorised already, with so many on a page. */
export async function listChanges(
  access: OrgAccess,
  query: AuditLogQuery,
  perPage: number,
): Promise<readonly LoggedChange[]> {
  const rows = await db().$queryRaw<LogRow[]>`
    select l.id, l.person_login as by, l.changed_at as at, l.action, l.subject, l.before, l.after,
      l.repository_id is not null as "isOfRepository", r.name
    from audit_log l left join repositories r on r.github_id = l.repository_id and r.organisation_id = l.organisation_id
      and r.removed_at is null and r.github_id = any(${idArray(access.repositoryIds)}::bigint[])
    where ${isAsked(access, query)}
    order by l.id desc limit ${perPage} offset ${(query.page - 1) * perPage}`
  return rows.map(toChange)
}

/** Condition on entries `l` of the audit log; what an older version recorded under another name is left out. */
function isAsked({ organisationId }: OrgAccess, { by, action }: AuditLogQuery): Prisma.Sql {
  const person = by === BY_ITSELF ? Prisma.sql`l.person_login is null` : Prisma.sql`l.person_login = ${by}`
  return Prisma.sql`l.organisation_id = ${organisationId} and l.action = any(${action ? [action] : [...CHANGES]}::text[])
    and ${by === undefined ? Prisma.sql`true` : person}`
}

function toChange({ id, by, at, action, subject, before, after, isOfRepository, name }: LogRow): LoggedChange {
  const isHidden = isOfRepository && name === null
  return {
    id: id.toString(),
    by,
    at: at.toISOString(),
    action,
    subject,
    repository: isOfRepository ? { name } : null,
    before: isHidden ? {} : Values.parse(before ?? {}),
    after: isHidden ? {} : Values.parse(after ?? {}),
  }
}

interface LogRow {
  id: bigint
  by: string | null
  at: Date
  action: ChangeKind
  subject: string | null
  before: unknown
  after: unknown
  isOfRepository: boolean
  name: string | null
}
