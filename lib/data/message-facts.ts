import 'server-only'
import type { OrgAccess } from '@/lib/auth/access'
import { CHARACTERISTICS, type CharacteristicId } from '@/lib/checks/rubric'
import { db } from './db'
import { Prisma } from './generated/client'
import type { MessageTarget } from './message-delivery'
import { isReady } from './ready'
import { dayBefore } from './trend-days'
import { isVisible } from './visible'

export interface RegressionFact {
  readonly repository: string
  readonly characteristic: CharacteristicId
  readonly commit: string
}

/** Regressions to be told of, and up to which entry they are; `facts` holds only those that still are. */
export interface PendingRegressions {
  readonly upTo: bigint
  readonly facts: readonly RegressionFact[]
}

const MOST_READ = 500

/** What nobody was told of yet: in repositories that messages may name, where the head still fails. Null without any entry. */
export async function readRegressions({ organisationId, scope }: MessageTarget): Promise<PendingRegressions | null> {
  const rows = await db().$queryRaw<{ id: bigint; name: string | null; characteristic: string; commit: string }[]>`
    select g.id, g.characteristic, g.commit,
      case when r.is_counted and r.removed_at is null and (${scope === 'all'} or not r.is_private)
        and r.organisation_id = g.organisation_id and a.verdicts ->> g.characteristic = 'fail' then r.name end as name
    from regressions g join repositories r on r.github_id = g.repository_id
    left join audits a on a.id = r.latest_audit_id
    where g.organisation_id = ${organisationId} order by g.id limit ${MOST_READ}`
  const last = rows.at(-1)
  if (!last) return null
  const facts = rows.flatMap(({ name, characteristic, commit }) => {
    const known = CHARACTERISTICS.find(({ id }) => id === characteristic)
    return known && name !== null ? [{ repository: name, characteristic: known.id, commit }] : []
  })
  return { upTo: last.id, facts }
}

/** They were told, or need not be; the next message comes ten minutes after one that was sent. */
export async function settleRegressions(organisationId: bigint, upTo: bigint, wasSent: boolean): Promise<void> {
  await db().$transaction([
    db().$executeRaw`delete from regressions where organisation_id = ${organisationId} and id <= ${upTo}`,
    db().$executeRaw`
      update notification_settings set regressions_sent_at = now()
      where organisation_id = ${organisationId} and ${wasSent}`,
  ])
}

export interface DayMover {
  readonly name: string
  /** 0 to 100, now. */
  readonly score: number
  readonly change: number
}

export interface DailyFacts {
  readonly repositories: number
  /** Mean, 0 to 100. */
  readonly score: number | null
  readonly ready: number
  /** Points gained by the same repositories in 30 days, by the same rules. */
  readonly change30: number | null
  /** Since yesterday, the largest first. */
  readonly up: readonly DayMover[]
  readonly down: readonly DayMover[]
}

const MOVERS = 5

/** Where the organisation stands, over the repositories that messages may name alone. */
export async function readDailyFacts(target: MessageTarget): Promise<DailyFacts> {
  const access = await accessOf(target)
  const before = (day: string, name: Prisma.Sql) => Prisma.sql`left join lateral (
      select d.score, d.rubric_version from repository_days d
      where d.repository_id = r.github_id and d.day <= ${day}::date order by d.day desc limit 1
    ) ${name} on ${name}.rubric_version = a.rubric_version`
  const [[row], moved] = await Promise.all([
    db().$queryRaw<Omit<DailyFacts, 'up' | 'down'>[]>`
      select count(*)::int as repositories, avg(a.score) as score, count(*) filter (where ${isReady(access.organisationId)})::int as ready,
        avg(a.score - past.score) as change30
      from repositories r left join audits a on a.id = r.latest_audit_id ${before(dayBefore(30), Prisma.sql`past`)}
      where ${isVisible(access)}`,
    db().$queryRaw<DayMover[]>`
      select r.name, a.score, a.score - past.score as change
      from repositories r join audits a on a.id = r.latest_audit_id ${before(dayBefore(1), Prisma.sql`past`)}
      where ${isVisible(access)} and abs(a.score - past.score) >= 0.1
      order by change, r.name`,
  ])
  return {
    ...(row ?? { repositories: 0, score: null, ready: 0, change30: null }),
    up: moved
      .filter(({ change }) => change > 0)
      .reverse()
      .slice(0, MOVERS),
    down: moved.filter(({ change }) => change < 0).slice(0, MOVERS),
  }
}

export async function noteDailySent(organisationId: bigint): Promise<void> {
  await db().$executeRaw`
    update notification_settings set daily_sent_on = (now() at time zone 'utc')::date
    where organisation_id = ${organisationId}`
}

/** A message has no viewer: it sees what its owners chose that messages name. */
export async function accessOf({ organisationId, login, scope }: MessageTarget): Promise<OrgAccess> {
  const rows = await db().$queryRaw<{ github_id: bigint }[]>`
    select github_id from repositories where organisation_id = ${organisationId} and removed_at is null
      and ${scope === 'all' ? Prisma.sql`true` : Prisma.sql`not is_private`}`
  const repositoryIds = rows.map(({ github_id }) => github_id)
  return { viewerId: 0n, organisationId, login, role: 'member', repositoryIds, isComplete: true }
}
