import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { type HeatOverview, readHeatOverview } from './heat-overview'
import { fromPage, placeRepositories } from './placed-repositories'
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
  const { page, total } = await placeRepositories(access, query, perPage, HEAT_ROWS_PER_PAGE)
  if (page.length === 0) return { rows: [], total }
  const rows = await db().$queryRaw<HeatMapRow[]>`
    select r.name, a.score, a.verdicts, w.waived
    from ${fromPage(access, page)} left join lateral (
      select jsonb_object_agg(w.characteristic, to_char(w.expires_on, 'YYYY-MM-DD')) as waived from waivers w
      where w.repository_id = page.id and w.ended_at is null and w.expires_on >= (now() at time zone 'utc')::date
    ) w on true
    order by page.place`
  return {
    rows: rows.map(({ name, score, verdicts, waived }) => ({
      name,
      score,
      verdicts: verdicts ?? {},
      waived: waived ?? {},
    })),
    total,
  }
}

interface HeatMapRow extends Pick<HeatRow, 'name' | 'score'> {
  readonly verdicts: HeatRow['verdicts'] | null
  readonly waived: HeatRow['waived'] | null
}
