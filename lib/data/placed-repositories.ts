import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { countMatching, matching, ordering } from './matching-repositories'
import type { ScorecardQuery } from './scorecard-query'
import { idArray, isVisible, narrowedTo } from './visible'

/** A repository on a page, with the audit by which it has its place there. */
interface Placed {
  readonly id: bigint
  readonly audit: bigint | null
}

export interface PlacedRepositories {
  /** In the order of the query. */
  readonly page: readonly Placed[]
  /** How many match, on all pages. */
  readonly total: number
}

/**
 * Which of the repositories that a query asks for stand on its page. All that the viewer may see are sorted for that, so
 * that a page of the usual length is kept while nothing changed; what its rows show is read anew each time.
 */
export function placeRepositories(
  access: OrgAccess,
  query: ScorecardQuery,
  perPage: number,
  usual: number,
): Promise<PlacedRepositories> {
  // A push moves a repository before anything tells that something changed, and few searches are made twice.
  const isKept = perPage === usual && !query.q && !query.pushed && query.sort !== 'pushed'
  if (!isKept) return place(access, query, perPage)
  const { range: _, rangeProblem: __, cols: ___, saved: ____, trend: _____, view: ______, ...asked } = query
  // Of which teams one may know depends on who asks.
  const to = query.team ? `, to ${access.viewerId} as ${access.role}` : ''
  return keptAnswer(
    access,
    `page of ${perPage}${to}: ${JSON.stringify(asked)}`,
    () => place(access, query, perPage),
    'state',
  )
}

async function place(access: OrgAccess, query: ScorecardQuery, perPage: number): Promise<PlacedRepositories> {
  const offset = (query.page - 1) * perPage
  const rows = await db().$queryRaw<(Placed & { total: number })[]>`
    with matching as (${matching(access, query)})
    select id, audit_id as audit, count(*) over ()::int as total from matching
    order by ${ordering(query)} limit ${perPage} offset ${offset}`
  return {
    page: rows.map(({ id, audit }) => ({ id, audit })),
    total: rows[0]?.total ?? (offset > 0 ? await countMatching(access, query) : 0),
  }
}

/**
 * Rows `page (id, audit_id, place)` with their repositories `r`, as far as the viewer may see them, and audits `a`, which
 * some have not.
 */
export function fromPage(access: OrgAccess, page: readonly Placed[]): Prisma.Sql {
  const ids = page.map(({ id }) => id)
  const audits = page.map(({ audit }) => audit ?? 'null')
  return Prisma.sql`unnest(${idArray(ids)}::bigint[], ${`{${audits.join(',')}}`}::bigint[])
      with ordinality as page (id, audit_id, place)
    join repositories r on r.github_id = page.id and ${isVisible(narrowedTo(access, ids))}
    left join audits a on a.id = page.audit_id`
}
