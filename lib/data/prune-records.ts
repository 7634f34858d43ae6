import 'server-only'
import { db } from './db'
import { Prisma } from './generated/client'
import { packOldDetails } from './unpacked-details'

/** Rows of one statement, and statements of one night: what is left over waits for the next. */
const AT_ONCE = 2000
const AUDITS_AT_ONCE = 500
const MOST_TURNS = 500

/**
 * Drops what nobody reads any more, so that the database stays as large as what is shown: scans that are long over, the
 * details of audits that are no longer the latest (their verdicts and scores stay), records of modules that another
 * engine made or that are half a year old, accounts of tokens that nobody uses, tokens of the API that ended a quarter of
 * a year ago, what was changed by people, or in what they may see, more than two years ago, what told pages of
 * changes, jobs that failed for good, counts that nothing adds to any more, and names of queues that are empty. Details that
 * an older version stored are packed.
 */
export async function pruneRecords(engine: string): Promise<void> {
  await repeat(
    () => db().$executeRaw`
    delete from scans where id in (
      select s.id from scans s where s.status in ('done', 'failed') and s.started_at < now() - interval '30 days'
        and (s.scope <> 'organisation' or exists (
          select from scans n where n.organisation_id = s.organisation_id and n.scope = 'organisation' and n.id > s.id))
      limit ${AT_ONCE})`,
  )
  await repeat(dropDetails)
  await repeat(packOldDetails)
  await pruneModules(Prisma.sql`engine < ${engine}`, '7 days')
  await pruneModules(Prisma.sql`engine > ${engine}`, '7 days')
  await pruneModules(Prisma.sql`engine = ${engine}`, '180 days')
  await db().$executeRaw`delete from job_failures where failed_at < now() - interval '30 days'`
  await db().$executeRaw`delete from metric_counters where updated_at < now() - interval '90 days'`
  await db().$executeRaw`delete from rate_budgets where updated_at < now() - interval '7 days'`
  await db().$executeRaw`delete from api_usage where window_started_at < now() - interval '7 days'`
  await db().$executeRaw`delete from api_tokens where expires_at < now() - interval '90 days'`
  await repeat(
    () => db().$executeRaw`
    delete from audit_log where id in (
      select id from audit_log where changed_at < now() - interval '2 years' limit ${AT_ONCE})`,
  )
  await repeat(
    () => db().$executeRaw`
    delete from visibility_changes where ctid = any(array(
      select ctid from visibility_changes where changed_on < now() - interval '2 years' limit ${AT_ONCE}))`,
  )
  await repeat(
    () => db().$executeRaw`
    delete from team_changes where id in (
      select c.id from team_changes c where c.changed_at < now() - interval '1 day'
        and (exists (select from team_changes n where n.team_id = c.team_id and n.id > c.id)
          or not exists (select from teams t where t.github_id = c.team_id))
      limit ${AT_ONCE})`,
  )
  // A mark is known for minutes.
  await repeat(
    () => db().$executeRaw`
    delete from state_changes where ctid = any(array(
      select ctid from state_changes where changed_at < now() - interval '1 day' limit ${AT_ONCE}))`,
  )
  await db().$executeRaw`
    delete from graphile_worker._private_jobs
    where is_available is not true and attempts >= max_attempts and locked_at is null and updated_at < now() - interval '7 days'`
  await dropUnusedQueues()
}

/** Of the engines that `which` tells, each by the index that begins with them. */
async function pruneModules(which: Prisma.Sql, age: string): Promise<void> {
  await repeat(
    () => db().$executeRaw`
    delete from module_records where ctid = any(array(
      select ctid from module_records where ${which} and stored_at < now() - ${age}::interval limit ${AT_ONCE}))`,
  )
}

/** The queue looks at every name it ever had. Who adds a job meanwhile waits, so that none loses its name. */
async function dropUnusedQueues(): Promise<void> {
  await db().$transaction([
    db().$executeRaw`set local lock_timeout = '5s'`,
    db().$executeRaw`lock table graphile_worker._private_job_queues in share row exclusive mode`,
    db().$executeRaw`
      delete from graphile_worker._private_job_queues q
      where q.locked_at is null
        and not exists (select from graphile_worker._private_jobs j where j.job_queue_id = q.id)`,
  ])
}

/** Locked first: which audit is the latest is looked at again once none of these can become it any more. */
async function dropDetails(): Promise<number> {
  const drop = async (tx: Prisma.TransactionClient): Promise<number> => {
    const past = await tx.$queryRaw<{ id: bigint }[]>`
      select a.id from audits a where a.has_details and a.audited_at < now() - interval '30 days'
        and not exists (select from repositories r where r.latest_audit_id = a.id)
      limit ${AUDITS_AT_ONCE} for update skip locked`
    const isPast = (id: Prisma.Sql) => Prisma.sql`${id} = any(${past.map(({ id }) => id)}::bigint[])
      and not exists (select from repositories r where r.latest_audit_id = ${id})`
    await tx.$executeRaw`delete from audit_details where ${isPast(Prisma.sql`audit_id`)}`
    await tx.$executeRaw`delete from results where ${isPast(Prisma.sql`audit_id`)}`
    return tx.$executeRaw`
      update audits set has_details = false, kind_evidence = '[]', projects = '[]', limits = '[]', excerpts = '[]'
      where ${isPast(Prisma.sql`id`)}`
  }
  return db().$transaction(drop, { timeout: 60_000, maxWait: 30_000 })
}

async function repeat(drop: () => Promise<number>): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS; turn += 1) if ((await drop()) === 0) return
}
