import { beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { PEER_HEADER } from '@/lib/http/client-address'
import { notePeers } from '@/lib/http/note-peers'
import { countStranger, refuseStrangers } from './strangers'

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

const at = (address: string) => new Headers({ [PEER_HEADER]: address })
const fail = (address: string, error: unknown) => expect(() => countStranger(at(address))(error)).toThrow()

test('whoever guesses at tokens is refused before the next one is looked up', async () => {
  for (let i = 0; i < 900; i++) fail('203.0.113.5', new AppError('signed-out', 'No.'))
  const answer = refuseStrangers(at('203.0.113.5'))
  expect(answer?.status).toBe(429)
  expect(Number(answer?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expect(await answer?.json()).toMatchObject({ error: { code: 'rate-limited' } })
  expect(refuseStrangers(at('203.0.113.6'))).toBeNull()
})

test('what fails for other reasons counts for nothing', () => {
  for (let i = 0; i < 900; i++) fail('203.0.113.7', new AppError('github-unavailable', 'Later.'))
  expect(refuseStrangers(at('203.0.113.7'))).toBeNull()
})
