import 'server-only'
import { log } from '@/lib/log'
import { db } from './db'

const TIMEOUT_MS = 3000

export type Readiness = Readonly<Record<'database' | 'migrations' | 'queue', 'ok' | 'unavailable'>>

/** Whether the database answers, holds our tables with no migration half done, and holds the queue. */
export async function checkReadiness(): Promise<Readiness> {
  const database = await holds('database', () => db().$queryRaw`select 1`)
  if (!database) return { database: 'unavailable', migrations: 'unavailable', queue: 'unavailable' }
  const [migrations, queue] = await Promise.all([
    holds('migrations', async () => {
      const [row] = await db().$queryRaw<{ done: number; open: number }[]>`
        select count(*) filter (where finished_at is not null)::int as done,
          count(*) filter (where finished_at is null and rolled_back_at is null)::int as open
        from _prisma_migrations`
      if (!row || row.done === 0 || row.open > 0) throw new Error('migrations are missing')
      await db().$queryRaw`select 1 from module_records limit 1`
    }),
    holds('queue', () => db().$queryRaw`select 1 from graphile_worker.jobs limit 1`),
  ])
  return { database: 'ok', migrations: migrations ? 'ok' : 'unavailable', queue: queue ? 'ok' : 'unavailable' }
}

async function holds(what: string, check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), TIMEOUT_MS)
  })
  try {
    await Promise.race([check(), late])
    return true
  } catch (error) {
    log().warn({ what, error: error instanceof Error ? error.message : String(error) }, 'not ready')
    return false
  } finally {
    clearTimeout(timer)
  }
}
