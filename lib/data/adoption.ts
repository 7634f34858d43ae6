import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CategoryId, CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { isOfGroup } from './characteristic-narrowing'
import type { CharacteristicQuery } from './characteristic-query'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { dayBefore } from './trend-days'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { findPoints, readTrend, states, type Trend, type TrendRow, toTrend, trendOf } from './trends'
import { isVisible } from './visible'

export const ADOPTION_WINDOW_DAYS = 90

/** How visible repositories stand to one characteristic, by their latest audits. */
export interface Adoption {
  readonly id: CharacteristicId
  readonly category: CategoryId
  readonly counts: Readonly<Record<Verdict, number>>
  /** Per cent that pass of those that it applies to and that could be judged; null when there are none. */
  readonly adoption: number | null
  /** Points gained in 90 days where it was judged then and now, by the same rules; null when that is nowhere. */
  readonly change: number | null
  /** In how many repositories. */
  readonly compared: number
}

export interface AdoptionOverview {
  /** Visible repositories with an audit. */
  readonly audited: number
  /** All 20, in the rubric's order. */
  readonly characteristics: readonly Adoption[]
}

export async function listAdoption(login: string): Promise<AdoptionOverview> {
  const access = await requireOrgAccess(login)
  return keptAnswer(access, 'adoption', () => readAdoption(access))
}

/** The same for a viewer who was authorised already. */
export async function readAdoption(access: OrgAccess): Promise<AdoptionOverview> {
  const visible = isVisible(access)
  const [now, changes, audited] = await Promise.all([
    db().$queryRaw<CountRow[]>`
      select v.key as characteristic, v.value as verdict, count(*)::int as repositories
      from repositories r join audits a on a.id = r.latest_audit_id cross join lateral jsonb_each_text(a.verdicts) v
      where ${visible} group by v.key, v.value`,
    db().$queryRaw<ChangeRow[]>`
      select v.key as characteristic, count(*)::int as compared,
        avg(case when v.value = 'pass' then 100 else 0 end - case when past.verdicts ->> v.key = 'pass' then 100 else 0 end)::float8 as change
      from repositories r join audits a on a.id = r.latest_audit_id
      cross join lateral (
        select d.verdicts, d.rubric_version from repository_days d
        where d.repository_id = r.github_id and d.day <= ${dayBefore(ADOPTION_WINDOW_DAYS)}::date
        order by d.day desc limit 1
      ) past cross join lateral jsonb_each_text(a.verdicts) v
      where ${visible} and past.rubric_version = a.rubric_version and v.value in ('pass', 'partial', 'fail')
        and past.verdicts ->> v.key in ('pass', 'partial', 'fail')
      group by v.key`,
    db().$queryRaw<{ audited: number }[]>`
      select count(r.latest_audit_id)::int as audited from repositories r where ${visible}`,
  ])
  return {
    audited: audited[0]?.audited ?? 0,
    characteristics: CHARACTERISTICS.map(({ id, category }) => {
      const counts = countsOf(now, id)
      const { change, compared } = changes.find(({ characteristic }) => characteristic === id) ?? NOTHING_COMPARED
      return { id, category, counts, adoption: adoptionOf(counts), change, compared }
    }),
  }
}

/**
 * Adoption of one characteristic at each point of the range, of all repositories or of those that a team and a kind have
 * today. `repositories` counts those judged.
 */
export async function getAdoptionTrend(
  login: string,
  id: CharacteristicId,
  range: Range = DEFAULT_RANGE,
  group: Pick<CharacteristicQuery, 'team' | 'kind'> = {},
): Promise<Trend> {
  return readAdoptionTrend(await requireOrgAccess(login), id, range, group)
}

/** The same for a viewer who was authorised already. */
export async function readAdoptionTrend(
  access: OrgAccess,
  id: CharacteristicId,
  range: Range = DEFAULT_RANGE,
  group: Pick<CharacteristicQuery, 'team' | 'kind'> = {},
): Promise<Trend> {
  if (!group.team && !group.kind) {
    return readTrend(access, `adoption of ${id}`, range, (whole) => adoptionStates(id, whole))
  }
  const { team, kind } = group
  // Of which teams one may know depends on who asks.
  const question = `adoption of ${id} over ${range}, of ${kind ?? 'all'} of ${team ?? 'all'} to ${access.viewerId}`
  return keptAnswer(access, question, async () => {
    const where = Prisma.sql`${isVisible(access)} and ${isOfGroup(access, group)}`
    const points = await findPoints(range, where)
    return toTrend(await db().$queryRaw<TrendRow[]>`${trendOf(adoptionStates(id, states(where, points)), points)}`)
  })
}

/** Of states (see `states`) those where it was judged: 100 where it passed, 0 where not, as `score`. */
export function adoptionStates(id: CharacteristicId, whole: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select s.repository_id, s.day, case when s.verdicts ->> ${id} = 'pass' then 100.0 else 0.0 end::float8 as score, s.rubric_version
    from (${whole}) s where s.verdicts ->> ${id} in ('pass', 'partial', 'fail')`
}

const NOTHING_COMPARED = { change: null, compared: 0 } as const

interface ChangeRow {
  characteristic: string
  compared: number
  change: number | null
}

interface CountRow {
  characteristic: string
  verdict: string
  repositories: number
}

export function countsOf(rows: readonly CountRow[], id: CharacteristicId): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict) =>
    rows.find((row) => row.characteristic === id && row.verdict === verdict)?.repositories ?? 0
  return Object.fromEntries(VERDICTS.map((verdict) => [verdict, count(verdict)])) as Record<Verdict, number>
}

export function adoptionOf({ pass, partial, fail }: Readonly<Record<Verdict, number>>): number | null {
  const judged = pass + partial + fail
  return judged > 0 ? (pass / judged) * 100 : null
}
