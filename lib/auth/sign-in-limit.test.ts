import { beforeAll, expect, test } from 'vitest'
import { PEER_HEADER } from '@/lib/http/client-address'
import { notePeers } from '@/lib/http/note-peers'
import { refuseSignIns, SIGN_IN_REQUESTS } from './sign-in-limit'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  notePeers('http://127.0.0.1:3000')
})

test('a flood from one address is refused until the minute is over, and nobody else with it', async () => {
  const flood = (turn: number) =>
    refuseSignIns(new Headers({ [PEER_HEADER]: '203.0.113.5', 'x-forwarded-for': `198.51.100.${turn % 250}` }))
  const answers = Array.from({ length: 3 * SIGN_IN_REQUESTS }, (_, turn) => flood(turn))
  const refused = answers.filter((answer) => answer !== null)
  // A minute may end meanwhile.
  expect(refused.length).toBeGreaterThanOrEqual(SIGN_IN_REQUESTS)
  for (const answer of refused.slice(0, 1)) {
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(await answer.text()).toMatch(/Try again in \d+ seconds\./)
  }
  expect(refuseSignIns(new Headers({ [PEER_HEADER]: '203.0.113.6' }))).toBeNull()
})
