import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inProject } from '@/lib/setup/paths.js'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { refuseOtherMigrations } from './known-migrations'

const folder = pathToFileURL(`${inProject('prisma', 'migrations')}/`)
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

test('a worker stays with a database of its own version alone, and says which way they differ', async () => {
  await refuseOtherMigrations(folder)
  const note = (name: string) => db().$executeRaw`
    insert into _prisma_migrations (id, checksum, migration_name, finished_at) values (${name}, '', ${name}, now())`
  await note('29990101000000_from_the_future')
  await expect(refuseOtherMigrations(folder)).rejects.toThrow(/newer Airworthy.*29990101000000_from_the_future/)
  await db().$executeRaw`delete from _prisma_migrations where migration_name like '2999%'`
  await db().$executeRaw`
    delete from _prisma_migrations where migration_name = (select max(migration_name) from _prisma_migrations)`
  await expect(refuseOtherMigrations(folder)).rejects.toThrow(/older Airworthy.*Run npm run migrate first/)
})
