import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseOf, firstDatabase, requireSame } from './github-database'
import { identityOf } from './github-identity'
import { migrate } from './migrations'
import { createTestDatabase } from './test-database'

let database: Awaited<ReturnType<typeof createTestDatabase>>
const made = new Set<string>()

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  for (const name of made) await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
  await client.end()
  await database.drop()
})

/** On the server that the test run shares, where nothing else has such names. */
function urlOf(name: string): string {
  if (name !== 'postgres') made.add(name)
  const url = new URL(database.url)
  url.pathname = `/${name}`
  return url.href
}

test.each([
  ['https://github.com', 'github.com'],
  ['HTTPS://Git.Example.com/', 'git.example.com'],
  ['http://git.example.com', 'git.example.com'],
  ['http://127.0.0.1:4000', '127.0.0.1:4000'],
  ['https://example.com/github/', 'example.com/github'],
  ['demonstration', 'demonstration'],
])('%s is recognised as %s', (given, identity) => {
  expect(identityOf(given)).toBe(identity)
  expect(identityOf(identity)).toBe(identity)
})

test('a database is refused to every GitHub but the first, with a sentence that says what to do', async () => {
  await requireSame(database.url, 'git.example.com')
  await requireSame(database.url, 'git.example.com')
  await expect(requireSame(database.url, 'github.com')).rejects.toThrow(
    /of git\.example\.com, and GITHUB_URL is github\.com now.*another database with DATABASE_URL.*GITHUB_IDENTITY=git\.example\.com/,
  )
})

test('in the embedded Postgres, each GitHub finds its own database again, the first one that of before', async () => {
  const first = await databaseOf(urlOf, 'demonstration', migrate)
  expect(new URL(first).pathname).toBe(`/${firstDatabase}`)
  const second = await databaseOf(urlOf, 'github.com', migrate)
  expect(new URL(second).pathname).toMatch(/^\/airworthy_[\da-f]{16}$/)
  const third = await databaseOf(urlOf, 'git.example.com', migrate)
  expect(new Set([first, second, third]).size).toBe(3)
  for (const [identity, url] of [
    ['demonstration', first],
    ['github.com', second],
    ['git.example.com', third],
  ] as const) {
    expect(await databaseOf(urlOf, identity, migrate)).toBe(url)
  }
})
