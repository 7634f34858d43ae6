import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { keptAnswer } from './kept-answers'
import { isReady, type ReadyBar, readReadyBar } from './ready'
import { inTenths } from './signed-points'
import { dayBefore } from './trend-days'
import { isVisible } from './visible'

/** How far the same repositories came under the same rules. */
export interface HeadlineChange {
  readonly days: 30 | 90
  /** Mean points gained by those that had a score then, by the rules of today; null when there is none. */
  readonly points: number | null
  /** How many those are. */
  readonly compared: number
  /** With a score today and without one then. */
  readonly newer: number
  /** Judged by other rules then. */
  readonly rejudged: number
}

export interface Headline {
  /** Visible repositories that are ready for production. */
  readonly ready: number
  /** What that means in this organisation. */
  readonly readyBar: ReadyBar
  /** Over 30 and over 90 days. */
  readonly changes: readonly HeadlineChange[]
}

export async function getHeadline(login: string): Promise<Headline> {
  return readHeadline(await requireOrgAccess(login))
}

/** The same for a viewer who was authorised already. */
export async function readHeadline(access: OrgAccess): Promise<Headline> {
  const [[row], { score, mustNotFail }] = await Promise.all([
    keptAnswer(access, 'headline', () => readRows(access)),
    readReadyBar(access.organisationId),
  ])
  return {
    ready: row?.ready ?? 0,
    readyBar: { score, mustNotFail },
    changes: [
      {
        days: 30,
        points: inTenths(row?.points30 ?? null),
        compared: row?.compared30 ?? 0,
        newer: row?.newer30 ?? 0,
        rejudged: row?.rejudged30 ?? 0,
      },
      {
        days: 90,
        points: inTenths(row?.points90 ?? null),
        compared: row?.compared90 ?? 0,
        newer: row?.newer90 ?? 0,
        rejudged: row?.rejudged90 ?? 0,
      },
    ],
  }
}

function readRows(access: OrgAccess): Promise<HeadlineRow[]> {
  return db().$queryRaw<HeadlineRow[]>`
    select count(*) filter (where ${isReady(access.organisationId)})::int as ready,
      avg(a.score - d30.score) filter (where d30.rubric_version = a.rubric_version) as points30,
      count(a.score - d30.score) filter (where d30.rubric_version = a.rubric_version)::int as compared30,
      count(a.score) filter (where d30.score is null)::int as newer30,
      count(a.score - d30.score) filter (where d30.rubric_version <> a.rubric_version)::int as rejudged30,
      avg(a.score - d90.score) filter (where d90.rubric_version = a.rubric_version) as points90,
      count(a.score - d90.score) filter (where d90.rubric_version = a.rubric_version)::int as compared90,
      count(a.score) filter (where d90.score is null)::int as newer90,
      count(a.score - d90.score) filter (where d90.rubric_version <> a.rubric_version)::int as rejudged90
    from repositories r
    join audits a on a.id = r.latest_audit_id
    left join lateral (
      select d.score, d.rubric_version from repository_days d
      where d.repository_id = r.github_id and d.day <= ${dayBefore(30)}::date order by d.day desc limit 1
    ) d30 on true
    left join lateral (
      select d.score, d.rubric_version from repository_days d
      where d.repository_id = r.github_id and d.day <= ${dayBefore(90)}::date order by d.day desc limit 1
    ) d90 on true
    where ${isVisible(access)}`
}

interface HeadlineRow {
  ready: number
  points30: number | null
  compared30: number
  newer30: number
  rejudged30: number
  points90: number | null
  compared90: number
  newer90: number
  rejudged90: number
}
