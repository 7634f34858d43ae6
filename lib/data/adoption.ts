import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { type CategoryId, CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import { keptAnswer } from './kept-answers'
import { dayBefore } from './trend-days'
import { DEFAULT_RANGE, type Range } from './trend-range'
import { readTrend, type Trend } from './trends'
import { isVisible } from './visible'

export const ADOPTION_WINDOW_DAYS = 90

/** How visible repositories stand to one characteristic, by their latest audits. */
export interface Adoption {
  readonly id: CharacteristicId
  readonly category: CategoryId
  readonly counts: Readonly<Record<Verdict, number>>
  /** Per cent that pass of those that it applies to and that could be judged; null when there are none. */
  readonly adoption: number | null
  /** Points of adoption gained in 90 days; null when there was nothing to compare with, or other rules. */
  readonly change: number | null
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
  const [now, past, rules] = await Promise.all([
    db().$queryRaw<CountRow[]>`
      select v.key as characteristic, v.value as verdict, count(*)::int as repositories
      from repositories r join audits a on a.id = r.latest_audit_id cross join lateral jsonb_each_text(a.verdicts) v
      where ${visible} group by v.key, v.value`,
    db().$queryRaw<CountRow[]>`
      select v.key as characteristic, v.value as verdict, count(*)::int as repositories
      from repositories r cross join lateral (
        select d.verdicts from repository_days d
        where d.repository_id = r.github_id and d.day <= ${dayBefore(ADOPTION_WINDOW_DAYS)}::date
        order by d.day desc limit 1
      ) state cross join lateral jsonb_each_text(state.verdicts) v where ${visible} group by v.key, v.value`,
    db().$queryRaw<{ audited: number; comparable: boolean }[]>`
      select count(a.id)::int as audited, coalesce(bool_and(past.rubric_version = a.rubric_version), false) as comparable
      from repositories r join audits a on a.id = r.latest_audit_id
      left join lateral (
        select d.rubric_version from repository_days d
        where d.repository_id = r.github_id and d.day <= ${dayBefore(ADOPTION_WINDOW_DAYS)}::date
        order by d.day desc limit 1
      ) past on true where ${visible}`,
  ])
  const { audited = 0, comparable = false } = rules[0] ?? {}
  return {
    audited,
    characteristics: CHARACTERISTICS.map(({ id, category }) => {
      const counts = countsOf(now, id)
      const adoption = adoptionOf(counts)
      const before = adoptionOf(countsOf(past, id))
      const change = comparable && adoption !== null && before !== null ? adoption - before : null
      return { id, category, counts, adoption, change }
    }),
  }
}

/** Adoption of one characteristic at each point of the range. `repositories` counts those judged. */
export async function getAdoptionTrend(
  login: string,
  id: CharacteristicId,
  range: Range = DEFAULT_RANGE,
): Promise<Trend> {
  return readAdoptionTrend(await requireOrgAccess(login), id, range)
}

/** The same for a viewer who was authorised already. */
export async function readAdoptionTrend(
  access: OrgAccess,
  id: CharacteristicId,
  range: Range = DEFAULT_RANGE,
): Promise<Trend> {
  const judged = (whole: Prisma.Sql) => Prisma.sql`
    select s.repository_id, s.day, case when s.verdicts ->> ${id} = 'pass' then 100.0 else 0.0 end::float8 as score, s.rubric_version
    from (${whole}) s where s.verdicts ->> ${id} in ('pass', 'partial', 'fail')`
  return readTrend(access, `adoption of ${id}`, range, judged)
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
