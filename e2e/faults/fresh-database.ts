import { db } from '@/lib/data/db'

/** Empties every table but those that say what the database is. */
export async function emptyDatabase(): Promise<void> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' and tablename not in ('_prisma_migrations', 'bound_github')`
  await db().$executeRawUnsafe(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`)
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await db().$executeRaw`delete from graphile_worker._private_job_queues`
}
