import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { withoutRepeats } from './send-once'

vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

const LONG = `{${Array.from({ length: 400 }, (_, id) => 1000 + id).join(',')}}`

test('a long text that stands in a query several times is sent once, and every value keeps its place', () => {
  const found = withoutRepeats('select $1, $2, $3, $4, $5', ['a', LONG, 'a', LONG, 7])
  expect(found).toEqual({ text: 'select $1, $2, $3, $2, $4', values: ['a', LONG, 'a', 7] })
})

test('nothing is rewritten where no long text repeats', () => {
  expect(withoutRepeats('select $1, $2, $3', ['a', 'a', LONG])).toBeNull()
})

test('a text of the query that looks like the place of a value leaves it as it is', () => {
  expect(withoutRepeats("select $1, '$9', $2", [LONG, LONG])).toBeNull()
  expect(withoutRepeats('select $2, $1', [LONG, LONG])).toBeNull()
})

test('a query of Prisma that names the same repositories twice means the same', async () => {
  const rows = await db().$queryRaw`
    select n, n = any(${LONG}::bigint[]) as first, ${'b'} as beside, n + 1 = any(${LONG}::bigint[]) as second
    from (values (999), (1000), (1399)) v (n) order by n`
  expect(rows).toEqual([
    { n: 999, first: false, beside: 'b', second: true },
    { n: 1000, first: true, beside: 'b', second: true },
    { n: 1399, first: true, beside: 'b', second: false },
  ])
})
