import 'server-only'
import { type OrgAccess, requireOrgAccess } from '@/lib/auth/access'
import { db } from './db'
import { keptAnswer } from './kept-answers'
import { dayBefore } from './trend-days'
import { isVisible } from './visible'

const SHOWN = 5

/** A repository whose score moved by at least one point. */
export interface Mover {
  readonly name: string
  /** 0 to 100, now. */
  readonly score: number
  readonly change: number
}

export interface Movers {
  /** The biggest gain first. */
  readonly up: readonly Mover[]
  /** The biggest loss first. */
  readonly down: readonly Mover[]
}

/** Who moved most in so many days; what a change of the rules moved does not count. */
export async function getMovers(login: string, days: 30 | 90): Promise<Movers> {
  const access = await requireOrgAccess(login)
  return keptAnswer(access, `movers of ${days} days`, () => readMovers(access, days))
}

async function readMovers(access: OrgAccess, days: 30 | 90): Promise<Movers> {
  const rows = await db().$queryRaw<Mover[]>`
    with moved as (
      select r.name, a.score, a.score - past.score as change
      from repositories r
      join audits a on a.id = r.latest_audit_id
      cross join lateral (
        select d.score, d.rubric_version from repository_days d
        where d.repository_id = r.github_id and d.day <= ${dayBefore(days)}::date order by d.day desc limit 1
      ) past
      where ${isVisible(access)} and past.rubric_version = a.rubric_version and abs(a.score - past.score) >= 1
    )
    (select * from moved where change > 0 order by change desc, name limit ${SHOWN})
    union all
    (select * from moved where change < 0 order by change, name limit ${SHOWN})`
  return { up: rows.filter(({ change }) => change > 0), down: rows.filter(({ change }) => change < 0) }
}
