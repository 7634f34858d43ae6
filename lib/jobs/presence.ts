import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/** The first half of the advisory locks that living pools of workers hold. */
const PRESENCE = 7411
const RECONNECT_MS = 1000
/** The other end finds out within a minute when a machine lost its power, instead of after hours. Not every system can. */
const NOTICE_THE_LOST = `select set_config('tcp_keepalives_idle', '30', false),
  set_config('tcp_keepalives_interval', '10', false), set_config('tcp_keepalives_count', '3', false)`

export interface PresencePace {
  /** A connection that says nothing for long may be dropped on its way without either end being told. */
  readonly heartbeatMs: number
  /** How long the database has to answer before another connection is opened. */
  readonly patienceMs: number
}

/**
 * Keeps an advisory lock for the pool of workers of this process, under whose id its jobs are taken. Postgres drops it
 * when the process is gone, however it went, so that others can tell the jobs of the dead from long ones. The locks are
 * shared ones: a connection that is open at the other end only does not keep out the one that replaces it.
 */
export class Presence {
  readonly #pools = new Set<string>()
  #client: pg.Client | undefined
  /** It did not answer, and may hold the locks all the same until another one does. */
  #silent: pg.Client | undefined
  #isAsking = false
  #isClosed = false
  #isReplacing = false
  #beat: NodeJS.Timeout | undefined
  /** One after the other, which is how a single connection works. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(private readonly pace: PresencePace = { heartbeatMs: 5000, patienceMs: 5000 }) {}

  /** The pools of this process whose jobs are under way. */
  get pools(): ReadonlySet<string> {
    return this.#pools
  }

  async open(): Promise<void> {
    await this.#queued(() => this.#connect())
    this.#beat = setInterval(() => this.#ask(), this.pace.heartbeatMs).unref()
  }

  /** Announces a pool; its first job is safe meanwhile, because only older locks are looked at. */
  async add(poolId: string): Promise<void> {
    this.#pools.add(poolId)
    await this.#told((client) => hold(client, poolId))
  }

  /** Leaves the jobs of all pools so far to others: those pools have ended, and what they could not note is to be done again. */
  async forget(): Promise<void> {
    this.#pools.clear()
    await this.#told((client) => client.query('select pg_advisory_unlock_all()'))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    clearInterval(this.#beat)
    const left = [this.#client, this.#silent].map((client) => client && leave(client))
    this.#client = this.#silent = undefined
    await Promise.race([Promise.all(left), pause(this.pace.patienceMs, undefined, { ref: false })])
  }

  /** Opens a connection that holds what is to be held, and only then leaves the one before. */
  async #connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: 'airworthy worker',
      keepAlive: true,
      connectionTimeoutMillis: this.pace.patienceMs,
      query_timeout: this.pace.patienceMs,
    })
    client.on('error', () => this.#lose(client))
    client.on('end', () => this.#lose(client))
    try {
      await client.connect()
      await client.query(NOTICE_THE_LOST).catch(() => undefined)
      for (const poolId of this.#pools) await hold(client, poolId)
    } catch (error) {
      void leave(client)
      throw error
    }
    if (this.#isClosed) return void leave(client)
    this.#client = client
    if (this.#silent) void leave(this.#silent)
    this.#silent = undefined
  }

  #ask(): void {
    if (this.#isAsking) return
    this.#isAsking = true
    void this.#told((client) => client.query('select 1')).finally(() => {
      this.#isAsking = false
    })
  }

  /** Says it by the connection, if there is one, or by the one that follows: that begins with all pools there are. */
  #told(say: (client: pg.Client) => Promise<unknown>): Promise<void> {
    return this.#queued(async () => {
      const client = this.#client
      if (!client) return this.#replace()
      await say(client).catch(() => this.#lose(client))
    })
  }

  #queued(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work)
    this.#last = done.catch(() => undefined)
    return done
  }

  #lose(client: pg.Client): void {
    if (client !== this.#client) return
    this.#client = undefined
    this.#silent = client
    this.#replace()
  }

  #replace(): void {
    if (this.#isClosed || this.#isReplacing) return
    this.#isReplacing = true
    this.#queued(() => this.#connect())
      .finally(() => {
        this.#isReplacing = false
      })
      .catch((error: unknown) => {
        log().warn({ error }, 'the database can not be reached')
        setTimeout(() => this.#replace(), RECONNECT_MS).unref()
      })
  }
}

function hold(client: pg.Client, poolId: string): Promise<unknown> {
  return client.query('select pg_advisory_lock_shared($1, hashtext($2))', [PRESENCE, poolId])
}

function leave(client: pg.Client): Promise<unknown> {
  client.removeAllListeners('end')
  return client.end().catch(() => undefined)
}

/** A job that was under way each time when so many workers died is what kills them. */
const MOST_ATTEMPTS = 20

/** Longer than it takes to open a connection anew after the one before was lost. */
const CONFIRM_MS = 3000

type Query = (text: string, values: unknown[]) => Promise<pg.QueryResult>

export interface OwnPools {
  /** The pools of this process, which lives. */
  readonly own: ReadonlySet<string>
  /** After it, who was missing is looked for once more. */
  readonly untilSure?: () => Promise<unknown>
}

/**
 * Puts jobs of workers that are no longer there back into the row, where being interrupted costs no attempt: it says nothing of the
 * job. What is tried once is not tried again. Answers how many workers were missing.
 */
export async function releaseDeadWorkers(query: Query, { own, untilSure = () => pause(CONFIRM_MS) }: OwnPools) {
  const missing = await findMissing(query, own)
  if (missing.length === 0) return 0
  await untilSure()
  const stillMissing = new Set(await findMissing(query, own))
  const dead = missing.filter((poolId) => stillMissing.has(poolId))
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

async function findMissing(query: Query, own: ReadonlySet<string>): Promise<readonly string[]> {
  const { rows } = await query(
    `select distinct locked_by from (
       select locked_by, locked_at from graphile_worker._private_jobs where locked_by is not null
       union all select locked_by, locked_at from graphile_worker._private_job_queues where locked_by is not null
     ) as held
     where locked_at < now() - interval '5 seconds' and locked_by <> all($2) and not exists (
       select 1 from pg_locks where locktype = 'advisory' and classid = $1
         and objid = (hashtext(locked_by)::bigint & 4294967295)::oid
         and database = (select oid from pg_database where datname = current_database()))`,
    [PRESENCE, [...own]],
  )
  return rows.map((row: { locked_by: string }) => row.locked_by)
}
