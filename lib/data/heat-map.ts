import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { countMatching, isMatching, matching, ordering } from './matching-repositories'
import { isFiltered, type ScorecardQuery } from './scorecard-query'

export const HEAT_ROWS_PER_PAGE = 100

/** One repository in the heat map. */
export interface HeatRow {
  readonly name: string
  /** 0 to 100. */
  readonly score: number | null
  /** Empty without an audit. */
  readonly verdicts: Readonly<Partial<Record<CharacteristicId, Verdict>>>
}

export interface HeatMap {
  readonly rows: readonly HeatRow[]
  /** How many match, on all pages. */
  readonly total: number
  /** Per cent that pass of those judged, over all that match; a characteristic that none was judged on is missing. */
  readonly passing: Readonly<Partial<Record<CharacteristicId, number>>>
}

/** Repositories by the 20 characteristics, in the order and under the filters of the query. */
export async function getHeatMap(login: string, query: ScorecardQuery): Promise<HeatMap> {
  return readHeatMap(await requireOrgAccess(login), query)
}

/** The same for a viewer who was authorised already, with so many on a page. */
export async function readHeatMap(
  access: OrgAccess,
  query: ScorecardQuery,
  perPage: number = HEAT_ROWS_PER_PAGE,
): Promise<HeatMap> {
  const offset = (query.page - 1) * perPage
  const [rows, shares] = await Promise.all([
    db().$queryRaw<(Omit<HeatRow, 'verdicts'> & { verdicts: HeatRow['verdicts'] | null; total: number })[]>`
      with matching as (${matching(access, query)}),
      page as (
        select *, count(*) over ()::int as total from matching
        order by ${ordering(query)} limit ${perPage} offset ${offset}
      )
      select page.name, page.score, page.total, a.verdicts from page left join audits a on a.id = page.audit_id
      order by ${ordering(query, Prisma.sql`page`)}`,
    isFiltered(query) ? readShares(access, query) : keptAnswer(access, 'heat map', () => readShares(access, query)),
  ])
  return {
    rows: rows.map(({ name, score, verdicts }) => ({ name, score, verdicts: verdicts ?? {} })),
    total: rows[0]?.total ?? (offset > 0 ? await countMatching(access, query) : 0),
    passing: Object.fromEntries(shares.map(({ id, passing }) => [id, passing])),
  }
}

/** Per cent that pass of those judged, over all that match. */
function readShares(access: OrgAccess, query: ScorecardQuery): Promise<readonly Share[]> {
  return db().$queryRaw<Share[]>`
    select v.key as id, count(*) filter (where v.value = 'pass') * 100.0::float8 / count(*) as passing
    from repositories r join audits a on a.id = r.latest_audit_id cross join lateral jsonb_each_text(a.verdicts) v
    where ${isMatching(access, query)} and v.value in ('pass', 'partial', 'fail') group by v.key`
}

interface Share {
  readonly id: CharacteristicId
  readonly passing: number
}
