import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { type HeatOverview, readHeatOverview } from './heat-overview'
import { countMatching, matching, ordering } from './matching-repositories'
import type { ScorecardQuery } from './scorecard-query'

export const HEAT_ROWS_PER_PAGE = 100

/** One repository in the heat map. */
export interface HeatRow {
  readonly name: string
  /** 0 to 100. */
  readonly score: number | null
  /** Empty without an audit. */
  readonly verdicts: Readonly<Partial<Record<CharacteristicId, Verdict>>>
  /** Until when (YYYY-MM-DD) gaps are waived. */
  readonly waived: Readonly<Partial<Record<CharacteristicId, string>>>
}

export interface HeatRows {
  readonly rows: readonly HeatRow[]
  /** How many match, on all pages. */
  readonly total: number
}

export interface HeatMap extends HeatRows {
  /** All that match, on whatever page. */
  readonly overview: HeatOverview
}

/** Repositories by the 20 characteristics, in the order and under the filters of the query. */
export async function getHeatMap(login: string, query: ScorecardQuery): Promise<HeatMap> {
  const access = await requireOrgAccess(login)
  const [page, overview] = await Promise.all([readHeatRows(access, query), readHeatOverview(access, query)])
  return { ...page, overview }
}

/** One page of them for a viewer who was authorised already, with so many on it. */
export async function readHeatRows(
  access: OrgAccess,
  query: ScorecardQuery,
  perPage: number = HEAT_ROWS_PER_PAGE,
): Promise<HeatRows> {
  const offset = (query.page - 1) * perPage
  const rows = await db().$queryRaw<HeatMapRow[]>`
    with matching as (${matching(access, query)}),
    page as (
      select *, count(*) over ()::int as total from matching
      order by ${ordering(query)} limit ${perPage} offset ${offset}
    )
    select page.name, page.score, page.total, a.verdicts, w.waived
    from page left join audits a on a.id = page.audit_id left join lateral (
      select jsonb_object_agg(w.characteristic, to_char(w.expires_on, 'YYYY-MM-DD')) as waived from waivers w
      where w.repository_id = page.id and w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date
    ) w on true
    order by ${ordering(query, Prisma.sql`page`)}`
  return {
    rows: rows.map(({ name, score, verdicts, waived }) => ({
      name,
      score,
      verdicts: verdicts ?? {},
      waived: waived ?? {},
    })),
    total: rows[0]?.total ?? (offset > 0 ? await countMatching(access, query) : 0),
  }
}

interface HeatMapRow extends Pick<HeatRow, 'name' | 'score'> {
  readonly verdicts: HeatRow['verdicts'] | null
  readonly waived: HeatRow['waived'] | null
  readonly total: number
}
