import { afterEach, beforeEach, expect, test, vi } from 'vitest'

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
