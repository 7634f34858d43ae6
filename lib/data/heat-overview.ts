import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { shownScore } from '@/lib/checks/shown-score'
import { db } from './db'
import { keptAnswer } from './kept-answers'
import { matching, ordering } from './matching-repositories'
import { isFiltered, type ScorecardQuery } from './scorecard-query'

/** More lines than this are too thin to be told apart. */
export const MOST_STRIPES = 120

/** Every matching repository by the 20 characteristics, in the order of the query, so many to a stripe. */
export interface HeatOverview {
  /** How many match; 0 too where none of them was judged on anything. */
  readonly total: number
  /** Repositories in each stripe; the last one has what is left. */
  readonly perStripe: number
  /** A characteristic that no repository was judged on is missing. */
  readonly columns: Readonly<Partial<Record<CharacteristicId, HeatColumn>>>
}

export interface HeatColumn {
  /** Per cent that pass of those judged, over all that match. */
  readonly passing: number
  /** The same by stripe, in whole per cent, as far as the last one with any judged; null where none was. */
  readonly stripes: readonly (number | null)[]
}

/** For a viewer who was authorised already. */
export function readHeatOverview(access: OrgAccess, query: ScorecardQuery): Promise<HeatOverview> {
  // A push, and history that is read, move a repository in these orders before an audit tells that something changed.
  if (isFiltered(query) || query.sort === 'pushed' || query.sort === 'change') return aggregate(access, query)
  const { sort, order, window } = query
  return keptAnswer(access, `heat overview by ${sort} ${order} ${window}`, () => aggregate(access, query))
}

async function aggregate(access: OrgAccess, query: ScorecardQuery): Promise<HeatOverview> {
  const rows = await db().$queryRaw<ColumnRow[]>`
    with matching as (${matching(access, query)}),
    placed as (
      select audit_id, row_number() over (order by ${ordering(query)}) - 1 as place, count(*) over () as total
      from matching
    ),
    striped as (
      select audit_id, total, place / ceil(total / ${MOST_STRIPES}::float8)::bigint as stripe from placed
    ),
    cells as (
      select v.key as id, s.total, s.stripe, count(*) as judged, count(*) filter (where v.value = 'pass') as passes
      from striped s join audits a on a.id = s.audit_id cross join lateral jsonb_each_text(a.verdicts) v
      where v.value in ('pass', 'partial', 'fail') group by v.key, s.total, s.stripe
    )
    select id, total::int, sum(passes)::float8 * 100 / sum(judged)::float8 as passing,
      array_agg(stripe::int order by stripe) as stripes,
      array_agg(passes::float8 * 100 / judged order by stripe) as shares
    from cells group by id, total`
  const total = rows[0]?.total ?? 0
  return {
    total,
    perStripe: Math.max(1, Math.ceil(total / MOST_STRIPES)),
    columns: Object.fromEntries(rows.map((row) => [row.id, { passing: row.passing, stripes: byStripe(row) }])),
  }
}

interface ColumnRow {
  readonly id: CharacteristicId
  readonly total: number
  readonly passing: number
  /** Numbers of the stripes with any judged, and what share of those passes. */
  readonly stripes: readonly number[]
  readonly shares: readonly number[]
}

function byStripe({ stripes, shares }: ColumnRow): (number | null)[] {
  const found = Array.from<number | null>({ length: (stripes.at(-1) ?? -1) + 1 }).fill(null)
  for (const [index, stripe] of stripes.entries()) found[stripe] = shownScore(shares[index] ?? 0)
  return found
}
