import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import type { Kind } from '@/lib/facts/facts'
import { db } from './db'
import { Prisma } from './generated/client'
import { byCategory } from './scorecard'
import { type ScorecardQuery, type Sort, WITHOUT_TEAM } from './scorecard-query'
import { dayBefore } from './trend-days'
import { isInTeam, isVisible, isWithoutTeam } from './visible'

export const REPOSITORIES_PER_PAGE = 50

/** Below this a repository counts as weak in a category. */
export const WEAK_BELOW = 50

/** One line of the scorecard. Scores are 0 to 100. */
export interface RepositoryRow {
  readonly id: string
  readonly name: string
  readonly description: string | null
  readonly isPrivate: boolean
  readonly isArchived: boolean
  /** ISO timestamp. */
  readonly pushedAt: string | null
  readonly kind: Kind | null
  readonly score: number | null
  /** Why there is no score; null where there is one. */
  readonly noScoreReason: string | null
  readonly coverage: number | null
  /** Points gained since the window began; null when there was nothing yet or the rules changed since. */
  readonly change: number | null
  readonly categories: Readonly<Record<CategoryId, number | null>>
}

export interface RepositoryList {
  readonly rows: readonly RepositoryRow[]
  /** How many match, on all pages. */
  readonly total: number
}

export async function listRepositories(login: string, query: ScorecardQuery): Promise<RepositoryList> {
  return readRepositories(await requireOrgAccess(login), query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readRepositories(
  access: OrgAccess,
  query: ScorecardQuery,
  perPage: number = REPOSITORIES_PER_PAGE,
): Promise<RepositoryList> {
  const offset = (query.page - 1) * perPage
  const rows = await db().$queryRaw<ListedRow[]>`
    with matching as (${matching(access, query)}),
    page as (
      select *, count(*) over ()::int as total from matching
      order by ${ordering(query.sort, query.order)}, name, id limit ${perPage} offset ${offset}
    )
    select page.*, f.reason as failure
    from page
    left join lateral (
      select i.reason from scan_items i
      where page.audit_id is null and i.repository_id = page.id and i.status = 'failed' order by i.scan_id desc limit 1
    ) f on true
    order by ${ordering(query.sort, query.order)}, page.name, page.id`
  return { rows: rows.map(toRow), total: rows[0]?.total ?? (offset > 0 ? await countMatching(access, query) : 0) }
}

async function countMatching(access: OrgAccess, query: ScorecardQuery): Promise<number> {
  const rows = await db().$queryRaw<{ total: number }[]>`
    select count(*)::int as total from (${matching(access, query)}) m`
  return rows[0]?.total ?? 0
}

function matching(access: OrgAccess, query: ScorecardQuery): Prisma.Sql {
  return Prisma.sql`
    select r.github_id as id, r.name, r.description, r.is_private, r.is_archived, r.pushed_at, r.head_commit,
      a.id as audit_id, a.kind, a.score, a.coverage, a.categories,
      case when past.rubric_version = a.rubric_version then a.score - past.score end as change,
      ${sortedCategory(query)} as category_score
    from repositories r
    left join audits a on a.id = r.latest_audit_id
    left join lateral (
      select d.score, d.rubric_version from repository_days d
      where d.repository_id = r.github_id and d.day <= ${dayBefore(query.window)}::date order by d.day desc limit 1
    ) past on true
    where ${isVisible(access)} and ${Prisma.join(conditions(access, query), ' and ')}`
}

function conditions(access: OrgAccess, query: ScorecardQuery): Prisma.Sql[] {
  const found = [Prisma.sql`true`]
  if (query.q) {
    const pattern = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`
    found.push(Prisma.sql`(r.name ilike ${pattern} or r.description ilike ${pattern})`)
  }
  if (query.team) found.push(inTeam(access, query.team))
  if (query.kind) found.push(Prisma.sql`a.kind = ${query.kind}`)
  if (query.category) found.push(Prisma.sql`${categoryScore(query.category)} < ${WEAK_BELOW}`)
  if (query.verdict) {
    found.push(
      query.characteristic
        ? Prisma.sql`a.verdicts ->> ${query.characteristic} = ${query.verdict}`
        : Prisma.sql`exists (select from jsonb_each_text(a.verdicts) v where v.value = ${query.verdict})`,
    )
  }
  return found
}

function inTeam(access: OrgAccess, slug: string): Prisma.Sql {
  return slug === WITHOUT_TEAM ? isWithoutTeam(access) : isInTeam(access, slug)
}

function categoryScore(category: CategoryId): Prisma.Sql {
  return Prisma.sql`(a.categories ->> ${category})::float8`
}

function sortedCategory({ sort }: ScorecardQuery): Prisma.Sql {
  return isCategory(sort) ? categoryScore(sort) : Prisma.sql`null::float8`
}

const COLUMNS = {
  score: Prisma.sql`score`,
  name: Prisma.sql`lower(name)`,
  change: Prisma.sql`change`,
  pushed: Prisma.sql`pushed_at`,
}

function ordering(sort: Sort, order: 'asc' | 'desc'): Prisma.Sql {
  const column = isCategory(sort) ? Prisma.sql`category_score` : COLUMNS[sort]
  return order === 'asc' ? Prisma.sql`${column} asc nulls last` : Prisma.sql`${column} desc nulls last`
}

function isCategory(sort: Sort): sort is CategoryId {
  return !(sort in COLUMNS)
}

interface ListedRow {
  id: bigint
  name: string
  description: string | null
  is_private: boolean
  is_archived: boolean
  pushed_at: Date | null
  head_commit: string | null
  audit_id: bigint | null
  kind: Kind | null
  score: number | null
  coverage: number | null
  change: number | null
  categories: Partial<Record<CategoryId, number | null>> | null
  failure: string | null
  total: number
}

function toRow(row: ListedRow): RepositoryRow {
  return {
    id: row.id.toString(),
    name: row.name,
    description: row.description,
    isPrivate: row.is_private,
    isArchived: row.is_archived,
    pushedAt: row.pushed_at?.toISOString() ?? null,
    kind: row.kind,
    score: row.score,
    noScoreReason: row.score === null ? noScoreReason(row) : null,
    coverage: row.coverage,
    change: row.change,
    categories: byCategory(CATEGORIES.map(({ id }) => ({ category: id, score: row.categories?.[id] ?? null }))),
  }
}

function noScoreReason(row: ListedRow): string {
  if (row.audit_id !== null) return row.kind === 'none' ? 'It holds no Python to judge.' : 'Nothing could be judged.'
  if (row.head_commit === null) return 'The repository is empty.'
  return row.failure ?? 'Not scanned yet.'
}
