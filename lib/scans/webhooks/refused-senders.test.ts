import { afterAll, beforeAll, expect, test } from 'vitest'
import { unsignedRequest } from '@/e2e/scans/webhook-payloads'
import { db } from '@/lib/data/db'
import { readScannedOrganisations } from '@/lib/data/scanned-organisations'
import { PEER_HEADER } from '@/lib/http/client-address'
import { notePeers } from '@/lib/http/note-peers'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { KnownTargets } from './known-targets'
import { receiveWebhook } from './receive'
import { askForRefusal, countRefusal, senderOf } from './refused-senders'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    GITHUB_WEBHOOK_SECRET: 'the secret of the webhooks',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  notePeers('http://127.0.0.1:3000')
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

function sender(address: string, target: string, type = 'organization') {
  return senderOf(
    new Headers({
      [PEER_HEADER]: address,
      'x-github-hook-installation-target-type': type,
      'x-github-hook-installation-target-id': target,
    }),
    new Set(['100', '666']),
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

test('nor by sending them from as many organisations and repositories of their own as they like', () => {
  for (let i = 0; i < 4000; i++) {
    const badlySigned = sender('140.82.112.6', String(i + 1000), i % 2 ? 'organization' : 'repository')
    if (askForRefusal(badlySigned).granted) countRefusal(badlySigned)
  }
  expect(askForRefusal(sender('140.82.112.6', '9999')).granted).toBe(false)
  expect(askForRefusal(sender('140.82.112.6', '100')).granted).toBe(true)
  expect(askForRefusal(sender('140.82.112.6', '100', 'repository')).granted).toBe(false)
})

test('the organisations that are known are looked up once a minute, and what was known holds while that fails', async () => {
  let isAway = true
  let looks = 0
  const targets = new KnownTargets(async () => {
    looks += 1
    if (isAway) throw new Error('away')
    return new Set(['100'])
  })
  expect(await targets.get(0)).toEqual(new Set())
  isAway = false
  expect([...(await targets.get(59_999)), looks]).toEqual([1])
  expect(await targets.get(60_000)).toEqual(new Set(['100']))
  isAway = true
  await targets.get(120_000)
  expect([...(await targets.get(150_000)), looks]).toEqual(['100', 3])
})

test('those that were scanned are known, and no others', async () => {
  await db().organisation.create({ data: { githubId: 100n, login: 'hangar', syncedAt: new Date() } })
  await db().organisation.create({ data: { githubId: 666n, login: 'seen-only' } })
  expect(await readScannedOrganisations()).toEqual(new Set(['100']))
})

test('changing what a delivery says that it is about helps not at all', () => {
  for (let i = 0; i < 3600; i++) countRefusal(sender('203.0.113.9', String(i)))
  expect(askForRefusal(sender('203.0.113.9', '9999')).granted).toBe(false)
})
