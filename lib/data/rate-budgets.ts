import 'server-only'
import { randomUUID } from 'node:crypto'
import {
  type Allowance,
  CIRCUIT,
  type Demand,
  type Lease,
  type Outcome,
  type RateBudget,
  type Refusal,
  type Reservation,
  type Resource,
  SILENCE,
  termsOf,
} from '@/lib/github/budget'
import { db } from './db'
import { Prisma } from './generated/client'

/**
 * The account of what is spent on GitHub, in Postgres, for all processes. A reservation is one statement under the lock
 * of one row, by the clock of the database, so that any number of processes agree.
 */
export const rateBudget: RateBudget = { reserve, settle }

/** GitHub says the same end of an hour a second apart. */
const SAME_WINDOW_MS = 5000
const LONGEST_SILENCE_MS = 24 * 3_600_000

/** Between this machine and the database. */
const SAME_TIME_MS = 5000
let databaseAheadMs = 0

/** What this process has under way. */
const held = new Map<string, Lease>()
/** What is over, and could not be given back. */
const unsettled = new Set<string>()

interface ReservedRow {
  readonly now: Date
  readonly granted: boolean
  readonly why: Refusal
  readonly until: Date
  readonly wait_ms: number
}

async function reserve(demand: Demand): Promise<Reservation> {
  await giveBack()
  const { key, resource, weight } = demand
  const { keptShare, keptAtLeast, inFlight, pointMs, burstMs, leaseMs, trialAfter } = termsOf(demand)
  const id = randomUUID()
  const cost = ms(pointMs * weight)
  const isBlocked = Prisma.sql`coalesce(b.blocked_until > now(), false)`
  const kept = Prisma.sql`least(b."limit" / 2, greatest(${keptAtLeast}::int, b."limit" * ${keptShare}::float8))`
  const places = Prisma.sql`case when b.failures >= ${trialAfter}::int then 1 else ${inFlight}::int end`
  const paced = Prisma.sql`greatest(b.paced_until, now()) + ${cost}`
  const pacedUntil = Prisma.sql`now() + ${ms(burstMs)}`

  // A row tells in itself whether it was granted: the lease is among those in flight, or it is as it was.
  const [row] = await db().$queryRaw<[ReservedRow]>`
    with reserved as (
      insert into rate_budgets as b (key, resource, in_flight, paced_until)
      values (${key}, ${resource}, jsonb_build_object(${id}::text, extract(epoch from now() + ${ms(leaseMs)})), now() + ${cost})
      on conflict (key, resource) do update set (remaining, reset_at, in_flight, paced_until, updated_at) = (
        select
          case when granted then free - 1 else free end,
          case when b.reset_at > now() then b.reset_at end,
          case when granted then alive || excluded.in_flight else alive end,
          case when granted then ${paced} else b.paced_until end,
          now()
        from (
          select *, not ${isBlocked} and coalesce(free - 1 >= ${kept}, true)
            and (select count(*) from jsonb_object_keys(alive)) < ${places} and ${paced} <= ${pacedUntil} as granted
          from (
            select case when b.reset_at <= now() then b."limit" else b.remaining end as free,
              (select coalesce(jsonb_object_agg(l.key, l.value), '{}') from jsonb_each(b.in_flight) l
                where l.value::float8 > extract(epoch from now())) as alive
          ) as known
        ) as decided)
      returning b.*
    )
    select now() as now, granted, why, until, greatest(0, extract(epoch from until - now()) * 1000)::float8 as wait_ms
    from (
      select *, case why
        when 'blocked' then blocked_until
        when 'spent' then coalesce(reset_at, now() + ${ms(SILENCE.firstMs)}) + interval '1 second'
        when 'busy' then now() + (case when failures >= ${trialAfter}::int then 15 else 0.25 + random() / 2 end) * interval '1 second'
        else greatest(now(), paced_until) + ${cost} - ${ms(burstMs)} end as until
      from (
        select b.*, jsonb_exists(in_flight, ${id}) as granted, case
          when ${isBlocked} then 'blocked'
          when remaining - 1 < ${kept} then 'spent'
          when (select count(*) from jsonb_object_keys(in_flight)) >= ${places} then 'busy'
          else 'paced' end as why
        from reserved b
      ) as told
    ) as timed`
  databaseAheadMs = row.now.getTime() - Date.now()
  const lease = { id, key, resource }
  if (row.granted) held.set(id, lease)
  if (row.granted) return { granted: true, lease }
  return { granted: false, why: row.why, until: row.until, waitMs: row.wait_ms }
}

/**
 * Ends what this process has under way, for when it ends: its places would be taken until they run out, those of
 * downloads for minutes.
 */
export async function releaseLeases(): Promise<void> {
  await giveBack()
  for (const lease of held.values()) await settle(lease, { kind: 'released' })
}

/** The places of requests that ended while the database was away; what they were told, the next answer tells again. */
async function giveBack(): Promise<void> {
  const ids = [...unsettled]
  if (ids.length === 0) return
  await db().$executeRaw`
    update rate_budgets set in_flight = in_flight - ${ids}::text[], updated_at = now()
    where jsonb_exists_any(in_flight, ${ids}::text[])`
  for (const id of ids) unsettled.delete(id)
}

async function settle(lease: Lease, outcome: Outcome): Promise<Date | null> {
  held.delete(lease.id)
  try {
    return await note(lease, outcome)
  } catch (error) {
    unsettled.add(lease.id)
    throw error
  }
}

async function note(lease: Lease, outcome: Outcome): Promise<Date | null> {
  switch (outcome.kind) {
    case 'released':
      return release(lease)
    case 'failed':
      return noteFailure(lease)
    case 'answered':
      return noteAnswer(lease, outcome.allowance, true)
    case 'limited':
      await noteAnswer(lease, outcome.allowance, false)
      return silence(lease, outcome)
  }
}

/** It may never have reached GitHub, and an outage must not use up the hour; the next answer tells what was counted. */
async function release({ id, key, resource }: Lease): Promise<null> {
  await db().$executeRaw`
    update rate_budgets set in_flight = in_flight - ${id}, remaining = least("limit", remaining + 1), updated_at = now()
    where key = ${key} and resource = ${resource}`
  return null
}

/**
 * Within an hour what is left only falls, because an answer may be older than what is known, and does not know of the
 * requests that are still under way; a new hour begins with what GitHub says, less those.
 */
async function noteAnswer({ id, key, resource }: Lease, told: Allowance | null, isWell: boolean): Promise<null> {
  const resetAt = told ? ofDatabase(told.resetAt) : null
  await db().$executeRaw`
    update rate_budgets b set (in_flight, failures, failing_since, "limit", remaining, reset_at, updated_at) = (
      select b.in_flight - ${id},
        case when recovers then 0 else b.failures end,
        case when not recovers then b.failing_since end,
        case when is_current then a."limit" else b."limit" end,
        case when not is_current then b.remaining when is_new then greatest(0, a.remaining - under_way)
          else least(b.remaining, a.remaining) end,
        case when is_current then greatest(b.reset_at, a.reset_at) else b.reset_at end,
        now()
      from (
        select *,
          ${isWell} and not coalesce(b.blocked_until > now(), false) as recovers,
          (select count(*)::int from jsonb_object_keys(b.in_flight - ${id})) as under_way,
          coalesce(a.reset_at > now() and a.reset_at > b.reset_at - ${ms(SAME_WINDOW_MS)}, a.reset_at > now(), false) as is_current,
          b.remaining is null or coalesce(a.reset_at > b.reset_at + ${ms(SAME_WINDOW_MS)}, false) as is_new
        from (
          select ${told?.limit ?? null}::int as "limit", ${told?.remaining ?? null}::int as remaining, ${resetAt}::timestamptz as reset_at
        ) as a
      ) as a)
    where key = ${key} and resource = ${resource}`
  return null
}

/** Refusals while all are silent already, by requests that were under way, do not make the silence longer. */
async function silence(
  { key, resource }: Lease,
  { until, wholeToken }: Extract<Outcome, { kind: 'limited' }>,
): Promise<Date | null> {
  const resources: Resource[] = wholeToken && resource !== 'archive' ? ['core', 'graphql'] : [resource]
  const named = until && ofDatabase(until)
  const isHoursEnd = !wholeToken && until !== null
  const wait = (failures: Prisma.Sql) =>
    named === null
      ? Prisma.sql`now() + least(${ms(SILENCE.longestMs)}, ${ms(SILENCE.firstMs)} * power(2, least(${failures}, 10)) * (1 + random() / 5))`
      : Prisma.sql`least(${named}::timestamptz, now() + ${ms(LONGEST_SILENCE_MS)})`
  const rows = await db().$queryRaw<{ resource: string; blocked_until: Date }[]>`
    insert into rate_budgets as b (key, resource, blocked_until, failures)
    select ${key}, r, ${wait(Prisma.sql`0`)}, ${isHoursEnd ? 0 : 1} from unnest(${resources}::text[]) r order by r
    on conflict (key, resource) do update set
      failures = case when ${isHoursEnd} or b.blocked_until > now() then b.failures else b.failures + 1 end,
      blocked_until = case when ${named === null} and b.blocked_until > now() then b.blocked_until
        else greatest(b.blocked_until, ${wait(Prisma.sql`b.failures`)}) end,
      updated_at = now()
    returning resource, blocked_until`
  return rows.find((row) => row.resource === resource)?.blocked_until ?? null
}

/** Opens the circuit after too many failures in a row, and again when the trial after that fails too. */
async function noteFailure({ id, key, resource }: Lease): Promise<Date | null> {
  const [row] = await db().$queryRaw<{ blocked_until: Date | null }[]>`
    update rate_budgets b set (in_flight, failures, failing_since, blocked_until, updated_at) = (
      select b.in_flight - ${id}, count, case when goes_on then b.failing_since else now() end,
        case when count >= ${CIRCUIT.failures} and not coalesce(b.blocked_until > now(), false)
          then now() + ${ms(CIRCUIT.openMs)} else b.blocked_until end,
        now()
      from (
        select goes_on, case when goes_on then b.failures + 1 else 1 end as count
        from (
          select coalesce(b.failures >= ${CIRCUIT.failures} or b.failing_since > now() - ${ms(CIRCUIT.windowMs)}, false) as goes_on
        ) as run
      ) as counted)
    where key = ${key} and resource = ${resource}
    returning case when blocked_until > now() then blocked_until end as blocked_until`
  return row?.blocked_until ?? null
}

/** What is left now; null while GitHub has not said it. `resetAt` is null when no hour has begun. */
export async function readAllowance(
  key: string,
  resource: Resource,
): Promise<{ readonly limit: number; readonly remaining: number; readonly resetAt: Date | null } | null> {
  const [row] = await db().$queryRaw<{ limit: number; remaining: number; reset_at: Date | null }[]>`
    select "limit", case when reset_at <= now() then "limit" else greatest(0, remaining) end as remaining,
      case when reset_at > now() then reset_at end as reset_at
    from rate_budgets where key = ${key} and resource = ${resource} and "limit" is not null and remaining is not null`
  return row ? { limit: row.limit, remaining: row.remaining, resetAt: row.reset_at } : null
}

/** A time by this machine's clock as one of the database's, by which everything here is counted. */
function ofDatabase(time: Date): string {
  const aheadMs = Math.abs(databaseAheadMs) > SAME_TIME_MS ? databaseAheadMs : 0
  return new Date(time.getTime() + aheadMs).toISOString()
}

function ms(milliseconds: number): Prisma.Sql {
  return Prisma.sql`(${milliseconds}::float8 * interval '1 millisecond')`
}
