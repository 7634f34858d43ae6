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
  /** YYYY-MM-DD: the day of the last summary, or for the first one that before yesterday. */
  readonly since: string
  /** Moved since by the same rules, the largest first. */
  readonly up: readonly DayMover[]
  readonly down: readonly DayMover[]
  /** The latest audits that all of this is told by. */
  readonly told: readonly ToldAudit[]
}

export interface ToldAudit {
  readonly repositoryId: bigint
  readonly auditId: bigint
}

const MOVERS = 5
/** Points; less is not told. */
const LEAST_MOVE = 0.1

/**
 * Where the organisation stands, over the repositories that messages may name alone. What moved is measured from what the
 * last summary told, so that nothing is told twice or never, however old the commit of a late push says it is.
 */
export async function readDailyFacts(target: MessageTarget): Promise<DailyFacts> {
  const access = await accessOf(target)
  const [[row], [last]] = await Promise.all([
    db().$queryRaw<Pick<DailyFacts, 'repositories' | 'ready' | 'change30'>[]>`
      select count(*)::int as repositories, count(*) filter (where ${isReady(access.organisationId)})::int as ready,
        avg(a.score - past.score) as change30
      from repositories r left join audits a on a.id = r.latest_audit_id
      left join lateral (${stateOn(dayBefore(30))}) past on past.rubric_version = a.rubric_version
      where ${isVisible(access)}`,
    db().$queryRaw<{ day: string }[]>`
      select to_char(max(told_at) at time zone 'utc', 'YYYY-MM-DD') as day from told_audits
      where organisation_id = ${access.organisationId} having max(told_at) is not null`,
  ])
  const since = last?.day ?? dayBefore(2)
  const before = last
    ? Prisma.sql`
      select b.score, b.rubric_version from told_audits t join audits b on b.id = t.audit_id
      where t.organisation_id = ${access.organisationId} and t.repository_id = r.github_id`
    : stateOn(since)
  // One statement: what is told as having moved and what is noted as told are the same audits.
  const states = await db().$queryRaw<StateRow[]>`
    select r.github_id as "repositoryId", a.id as "auditId", r.name, a.score,
      case when past.rubric_version = a.rubric_version then a.score - past.score end as change
    from repositories r join audits a on a.id = r.latest_audit_id left join lateral (${before}) past on true
    where ${isVisible(access)} order by change, r.name`
  const scores = states.flatMap(({ score }) => score ?? [])
  const moved = states.flatMap(({ name, score, change }) =>
    score !== null && change !== null && Math.abs(change) >= LEAST_MOVE ? [{ name, score, change }] : [],
  )
  return {
    ...(row ?? { repositories: 0, ready: 0, change30: null }),
    score: scores.length > 0 ? scores.reduce((sum, score) => sum + score, 0) / scores.length : null,
    since,
    up: moved
      .filter(({ change }) => change > 0)
      .reverse()
      .slice(0, MOVERS),
    down: moved.filter(({ change }) => change < 0).slice(0, MOVERS),
    told: states.map(({ repositoryId, auditId }) => ({ repositoryId, auditId })),
  }
}

type StateRow = ToldAudit & {
  readonly name: string
  readonly score: number | null
  readonly change: number | null
}

/** How a repository `r` stood at the end of a day, by the dates of its commits. */
function stateOn(day: string): Prisma.Sql {
  return Prisma.sql`
    select d.score, d.rubric_version from repository_days d
    where d.repository_id = r.github_id and d.day <= ${day}::date order by d.day desc limit 1`
}

/** The summary of today was sent; `told` is what it told, from which the next one goes on. */
export async function noteDailySent(organisationId: bigint, told: readonly ToldAudit[]): Promise<void> {
  const rows = JSON.stringify(told.map(({ repositoryId, auditId }) => [Number(repositoryId), Number(auditId)]))
  await db().$transaction([
    db().$executeRaw`
      update notification_settings set daily_sent_on = (now() at time zone 'utc')::date
      where organisation_id = ${organisationId}`,
    db().$executeRaw`delete from told_audits where organisation_id = ${organisationId}`,
    // What went meanwhile need not be remembered.
    db().$executeRaw`
      insert into told_audits (organisation_id, repository_id, audit_id)
      select n.organisation_id, r.github_id, a.id
      from jsonb_array_elements(${rows}::jsonb) told join repositories r on r.github_id = (told ->> 0)::bigint
      join audits a on a.id = (told ->> 1)::bigint join notification_settings n on n.organisation_id = ${organisationId}`,
  ])
}

/** A message has no viewer: it sees what its owners chose that messages name. */
async function accessOf({ organisationId, login, scope }: MessageTarget): Promise<OrgAccess> {
  const rows = await db().$queryRaw<{ github_id: bigint }[]>`
    select github_id from repositories where organisation_id = ${organisationId} and removed_at is null
      and ${scope === 'all' ? Prisma.sql`true` : Prisma.sql`not is_private`}`
  const repositoryIds = rows.map(({ github_id }) => github_id)
  return { viewerId: 0n, organisationId, login, role: 'member', repositoryIds, isComplete: true }
}
