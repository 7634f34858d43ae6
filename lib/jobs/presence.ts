import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/** The first half of the advisory locks that living pools of workers hold. */
const PRESENCE = 7411
const RECONNECT_MS = 2000

/**
 * Keeps an advisory lock for the pool of workers of this process, under whose id its jobs are taken. Postgres drops it
 * when the process is gone, however it went, so that others can tell the jobs of the dead from long ones.
 */
export class Presence {
  readonly #pools = new Set<string>()
  #client: pg.Client | undefined
  #isClosed = false
  #isReopening = false
  /** One query after the other, which is how a single connection works. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly reconnectMs = RECONNECT_MS) {}

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: env().DATABASE_URL, application_name: 'airworthy worker' })
    // It tells of one loss more than once.
    client.on('error', () => this.#client === client && this.#reopen())
    await client.connect()
    this.#client = client
    for (const poolId of this.#pools) await this.#hold(client, poolId)
  }

  /** Announces a pool; its first job is safe meanwhile, because only older locks are looked at. */
  async add(poolId: string): Promise<void> {
    this.#pools.add(poolId)
    if (this.#client) await this.#hold(this.#client, poolId)
  }

  /** Leaves the jobs of all pools so far to others: those pools have ended, and what they could not note is to be done again. */
  async forget(): Promise<void> {
    this.#pools.clear()
    const client = this.#client
    if (!client) return
    await this.#queued(() => client.query('select pg_advisory_unlock_all()'))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#client?.end().catch(() => undefined)
  }

  /** Shared, so that a session which Postgres does not know to be lost keeps no new one waiting. */
  #hold(client: pg.Client, poolId: string): Promise<unknown> {
    return this.#queued(() => client.query('select pg_advisory_lock_shared($1, hashtext($2))', [PRESENCE, poolId]))
  }

  #queued(query: () => Promise<unknown>): Promise<unknown> {
    const done = this.#last.catch(() => undefined).then(query)
    this.#last = done
    return done
  }

  #reopen(): void {
    this.#client?.end().catch(() => undefined)
    this.#client = undefined
    if (this.#isClosed || this.#isReopening) return
    this.#isReopening = true
    setTimeout(() => {
      this.#isReopening = false
      this.open().catch((error: unknown) => {
        log().warn({ error }, 'the database can not be reached')
        this.#reopen()
      })
    }, this.reconnectMs).unref()
  }
}

/** A job that was under way each time when so many workers died is what kills them. */
const MOST_ATTEMPTS = 20

/**
 * Puts jobs of workers that are no longer there back into the row, where being interrupted costs no attempt: it says nothing of the
 * job. What is tried once is not tried again. Answers how many workers were missing.
 */
export async function releaseDeadWorkers(query: (text: string, values: unknown[]) => Promise<pg.QueryResult>) {
  const { rows } = await query(
    `select distinct locked_by from (
       select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
       union all select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
     ) as held
     where locked_at < now() - interval '5 seconds' and not exists (
       select 1 from pg_locks where locktype = 'advisory' and classid = $1
         and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
         and database = (select oid from pg_database where datname = current_database()))`,
    [PRESENCE],
  )
  const dead = rows.map((row: { locked_by: string }) => row.locked_by)
  if (dead.length > 0) {
    await query(
      `update graphile_worker._private_jobs set max_attempts = max_attempts + 1
       where locked_by = any($1) and max_attempts between 2 and $2`,
      [dead, MOST_ATTEMPTS - 1],
    )
    await query('select graphile_worker.force_unlock_workers($1)', [dead])
    log().warn({ workers: dead.length }, 'took over the jobs of workers that are gone')
  }
  return dead.length
}
