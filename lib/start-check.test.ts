import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestDatabase } from './setup/test-database.js'

const usable = {
  DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
  NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
  AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  GITHUB_CLIENT_ID: 'id',
  GITHUB_CLIENT_SECRET: 'secret',
}

beforeEach(() => {
  vi.resetModules()
  vi.spyOn(process, 'exit').mockImplementation(() => undefined as never)
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

async function check(environment: Record<string, string>) {
  for (const [name, value] of Object.entries({ ...usable, ...environment })) vi.stubEnv(name, value)
  const { checkEnvironment } = await import('./start-check')
  checkEnvironment()
}

test.each(['0.0.0.0', '::', '10.0.0.7', 'web'])('with a token the server never starts on %s', async (HOSTNAME) => {
  await check({ GITHUB_TOKEN: 'ghp_x', HOSTNAME })
  expect(process.exit).toHaveBeenCalledWith(1)
  expect(vi.mocked(process.stderr.write).mock.lastCall?.[0]).toContain(`not on ${HOSTNAME}`)
})

test.each([
  { GITHUB_TOKEN: 'ghp_x', HOSTNAME: '127.0.0.1' },
  { GITHUB_TOKEN: 'ghp_x', HOSTNAME: '::1' },
  { GITHUB_TOKEN: '', HOSTNAME: '0.0.0.0' },
])('%o starts', async (environment) => {
  await check(environment)
  expect(process.exit).not.toHaveBeenCalled()
})

describe('the database', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>
  beforeEach(async () => {
    database = await createTestDatabase()
  })
  afterEach(() => database.drop())

  async function checkBound(environment: Record<string, string>, againMs?: number) {
    vi.resetModules()
    for (const [name, value] of Object.entries({ ...usable, LOG_LEVEL: 'silent', ...environment }))
      vi.stubEnv(name, value)
    const { checkDatabase } = await import('./start-check')
    await checkDatabase(againMs)
  }

  test('belongs to the first GitHub with which the server starts; with another one it ends and says what to do', async () => {
    const DATABASE_URL = database.url
    await checkBound({ DATABASE_URL, GITHUB_URL: 'https://git.example.com' })
    await checkBound({ DATABASE_URL, GITHUB_URL: 'https://git.example.com/' })
    await checkBound({
      DATABASE_URL,
      GITHUB_URL: 'https://new.example.com',
      GITHUB_IDENTITY: 'https://git.example.com',
    })
    expect(process.exit).not.toHaveBeenCalled()
    vi.stubEnv('GITHUB_IDENTITY', '')
    await checkBound({ DATABASE_URL, GITHUB_URL: 'https://github.com' })
    expect(process.exit).toHaveBeenCalledWith(1)
    expect(vi.mocked(process.stderr.write).mock.lastCall?.[0]).toContain('Name another database with DATABASE_URL')
  })

  test('of a newer version is left alone, and the server says what to do', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', '', '29990101000000_x', now())`,
    )
    await checkBound({ DATABASE_URL: database.url })
    expect(process.exit).toHaveBeenCalledWith(1)
    expect(vi.mocked(process.stderr.write).mock.lastCall?.[0]).toMatch(
      /newer Airworthy.*29990101000000_x.*Update this one/,
    )
    expect((await client.query('select from bound_github')).rowCount).toBe(0)
    await client.end()
  })

  test('is asked for again while the database has no tables yet', async () => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.query('alter table bound_github rename to away')
    await checkBound({ DATABASE_URL: database.url, GITHUB_URL: 'https://github.com' }, 10)
    expect(process.exit).not.toHaveBeenCalled()
    await client.query("insert into away (identity) values ('git.example.com')")
    await client.query('alter table away rename to bound_github')
    await expect.poll(() => vi.mocked(process.exit).mock.calls.length).toBeGreaterThan(0)
    await client.end()
  })
})
