import 'server-only'
import { randomUUID } from 'node:crypto'
import os from 'node:os'
import { db } from './db'

/** One that said nothing for so long is gone or hangs. */
export const SILENT_AFTER_MS = 60_000

export interface ProcessToReport {
  readonly kind: 'web' | 'worker'
  /** Jobs that a worker does at a time. */
  readonly places?: number
  /** Under which a worker takes its jobs. */
  readonly poolIds?: ReadonlySet<string>
}

const id = randomUUID()
const startedAt = new Date(Date.now() - process.uptime() * 1000)

/** Says that this process is there, what it takes, and forgets those that are long gone. */
export async function reportProcess({ kind, places, poolIds = new Set() }: ProcessToReport): Promise<void> {
  const { user, system } = process.cpuUsage()
  await db().$executeRaw`
    with gone as (delete from processes where seen_at < now() - interval '1 hour' and id <> ${id})
    insert into processes (id, kind, host, pid, places, pool_ids, memory_bytes, cpu_seconds, started_at, seen_at)
    values (${id}, ${kind}, ${os.hostname().slice(0, 100)}, ${process.pid}::int, ${places ?? null}::int,
      ${[...poolIds]}::text[], ${process.memoryUsage.rss()}::bigint, ${(user + system) / 1e6}::float8,
      ${startedAt}::timestamptz, now())
    on conflict (id) do update set pool_ids = excluded.pool_ids, memory_bytes = excluded.memory_bytes,
      cpu_seconds = excluded.cpu_seconds, seen_at = excluded.seen_at`
}

/** Takes this process off the list, because it ends as it should. */
export async function leaveProcesses(): Promise<void> {
  await db().$executeRaw`delete from processes where id = ${id}`
}

export interface KnownProcess {
  readonly id: string
  readonly kind: string
  readonly host: string
  readonly pid: number
  readonly places: number | null
  readonly poolIds: readonly string[]
  readonly memoryBytes: number
  readonly cpuSeconds: number
  readonly startedAt: Date
  readonly seenAt: Date
  readonly isSilent: boolean
}

const MOST_READ = 200

/** Those of the last ten minutes that did not say that they end, workers first. */
export async function readProcesses(): Promise<readonly KnownProcess[]> {
  return db().$queryRaw<KnownProcess[]>`
    select id, kind, host, pid, places, pool_ids as "poolIds", memory_bytes::float8 as "memoryBytes",
      cpu_seconds as "cpuSeconds", started_at as "startedAt", seen_at as "seenAt",
      seen_at < now() - ${SILENT_AFTER_MS}::float8 * interval '1 millisecond' as "isSilent"
    from processes where seen_at > now() - interval '10 minutes'
    order by kind = 'worker' desc, started_at, id limit ${MOST_READ}`
}
