import { beforeEach, expect, test, vi } from 'vitest'

const TOKEN = 'a-token-of-the-metrics'

beforeEach(() => {
  vi.resetModules()
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_TOKEN: '',
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    METRICS_TOKEN: TOKEN,
    OPERATORS: '',
  })
})

test.each([
  [`Bearer ${TOKEN}`, 'granted'],
  [`bearer  ${TOKEN}`, 'granted'],
  [undefined, 'refused'],
  ['Bearer', 'refused'],
  ['Bearer ', 'refused'],
  [`Basic ${TOKEN}`, 'refused'],
  [`Bearer ${TOKEN}x`, 'refused'],
  [`Bearer ${TOKEN} x`, 'refused'],
  [`x Bearer ${TOKEN}`, 'refused'],
  [`Bearer ${'a'.repeat(5000)}`, 'refused'],
])('with %j the metrics are %s', async (authorization, expected) => {
  const { metricsAccess } = await import('./metrics-token')
  expect(metricsAccess(new Headers(authorization === undefined ? {} : { authorization }))).toBe(expected)
})

test('without a token set nobody reads them, whatever is sent', async () => {
  process.env.METRICS_TOKEN = ''
  const { metricsAccess } = await import('./metrics-token')
  for (const authorization of ['Bearer ', 'Bearer undefined', `Bearer ${TOKEN}`]) {
    expect(metricsAccess(new Headers({ authorization }))).toBe('off')
  }
})

test.each([
  ['Ada, 42', { id: '7', login: 'ada' }, true],
  ['Ada, 42', { id: '42', login: 'grace' }, true],
  ['Ada, 42', { id: '7', login: 'grace' }, false],
  // Somebody may be called like another one's number.
  ['42', { id: '7', login: '42' }, false],
  ['', { id: '7', login: '' }, false],
  ['', { id: '0', login: 'ada' }, false],
])('OPERATORS %j and %j: %s', async (operators, person, expected) => {
  process.env.OPERATORS = operators
  const { isOperator } = await import('./operator')
  expect(isOperator({ ...person, id: BigInt(person.id) })).toBe(expected)
})

test.each(['ada;grace', '<script>', 'a'.repeat(200)])(
  'OPERATORS %j is refused, and not repeated',
  async (operators) => {
    const { parseEnv } = await import('@/lib/env')
    const parse = () => parseEnv({ ...process.env, OPERATORS: operators })
    expect(parse).toThrow(/OPERATORS/)
    expect(parse).not.toThrow(operators)
  },
)
