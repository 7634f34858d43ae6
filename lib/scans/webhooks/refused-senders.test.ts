import { beforeAll, expect, test } from 'vitest'
import { unsignedRequest } from '@/e2e/scans/webhook-payloads'
import { PEER_HEADER } from '@/lib/http/client-address'
import { notePeers } from '@/lib/http/note-peers'
import { receiveWebhook } from './receive'
import { askForRefusal, countRefusal, senderOf } from './refused-senders'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    GITHUB_WEBHOOK_SECRET: 'the secret of the webhooks',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  notePeers('http://127.0.0.1:3000')
})

function sender(address: string, organisation: string) {
  return senderOf(
    new Headers({
      [PEER_HEADER]: address,
      'x-github-hook-installation-target-type': 'organization',
      'x-github-hook-installation-target-id': organisation,
    }),
  )
}

test('forged deliveries are soon not read any more, and the sender is told when to come again', async () => {
  const forged = () =>
    receiveWebhook(
      unsignedRequest(Buffer.from('{}'), 'push', 'd-1', {
        [PEER_HEADER]: '203.0.113.5',
        'x-hub-signature-256': `sha256=${'a'.repeat(64)}`,
        'x-github-hook-installation-target-type': 'organization',
        'x-github-hook-installation-target-id': '100',
      }),
    )
  const statuses: number[] = []
  for (let i = 0; i < 400; i++) statuses.push((await forged()).status)
  expect(statuses[0]).toBe(401)
  expect(new Set(statuses)).toEqual(new Set([401, 429]))
  expect(await forged()).toMatchObject({ status: 429, retryAfter: expect.any(Number) })
})

test('nobody has the deliveries of another organisation refused by sending bad ones through GitHub', () => {
  for (let i = 0; i < 400; i++) countRefusal(sender('140.82.112.5', '666'))
  expect(askForRefusal(sender('140.82.112.5', '666')).granted).toBe(false)
  expect(askForRefusal(sender('140.82.112.5', '100')).granted).toBe(true)
})

test('changing what a delivery says that it is about helps only for so long', () => {
  for (let i = 0; i < 3600; i++) countRefusal(sender('203.0.113.9', String(i)))
  expect(askForRefusal(sender('203.0.113.9', '9999')).granted).toBe(false)
})
