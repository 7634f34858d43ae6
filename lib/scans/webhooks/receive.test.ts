import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { pushPayload, signedRequest, unsignedRequest, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { db } from '@/lib/data/db'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { takeOfOrganisation } from './busy-organisations'
import { MOST_BYTES } from './read-body'
import { receiveWebhook } from './receive'

const PUSH = pushPayload({ before: 'a'.repeat(40), after: 'b'.repeat(40) })
const CHUNK = new Uint8Array(1024 * 1024)
let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    GITHUB_WEBHOOK_SECRET: 'the secret of the webhooks',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  await db().webhookDelivery.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
})

test('a signed delivery is stored with what its handler needs and nothing else, and put into the queue', async () => {
  expect(await receiveWebhook(webhookRequest({ event: 'push', body: PUSH }))).toMatchObject({ status: 202 })
  const stored = await db().webhookDelivery.findUniqueOrThrow({ where: { id: 'd-1' } })
  expect(stored).toMatchObject({ event: 'push', status: 'waiting', organisationId: 100n, installationId: 9001n })
  expect(stored.payload).toEqual({
    ref: 'refs/heads/main',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    deleted: false,
    head_commit: { id: 'b'.repeat(40), tree_id: 'f'.repeat(40) },
    repository: { id: 1001, default_branch: 'main', pushed_at: expect.any(Number) },
  })
  expect(await readJobs()).toEqual([
    { task_identifier: 'handle-webhook', key: 'webhook:d-1', queue_name: 'webhooks:100' },
  ])
})

test('a body of which one byte was changed is refused, and nothing is stored', async () => {
  const body = Buffer.from(JSON.stringify(PUSH))
  const { headers } = signedRequest(body)
  for (const at of [0, body.length >> 1, body.length - 1]) {
    const changed = Buffer.from(body)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(await receiveWebhook(unsignedRequest(changed, 'push', 'd-1', signatureOf(headers)))).toMatchObject({
      status: 401,
    })
  }
  expect(await countStored()).toBe(0)
})

test('bytes that are no text are not taken for what was signed', async () => {
  const signed = Buffer.from(JSON.stringify({ ...PUSH, note: '\ufffd' }))
  const at = signed.indexOf(Buffer.from('\ufffd'))
  const forged = Buffer.concat([signed.subarray(0, at), Buffer.from([0xff]), signed.subarray(at + 3)])
  const answer = await receiveWebhook(
    unsignedRequest(forged, 'push', 'd-1', signatureOf(signedRequest(signed).headers)),
  )
  expect(answer).toMatchObject({ status: 401 })
})

test.each([
  ['without a signature', {}],
  ['with an empty one', { 'x-hub-signature-256': '' }],
  ['with one of another kind', { 'x-hub-signature-256': `sha1=${'a'.repeat(40)}` }],
  ['with one that is not hexadecimal', { 'x-hub-signature-256': `sha256=${'z'.repeat(64)}` }],
  ['with one of another secret', signatureOf(signedRequest(Buffer.from('{}'), {}, 'quite another secret').headers)],
])('a delivery %s is refused with a sentence', async (_, headers) => {
  const answer = await receiveWebhook(unsignedRequest(Buffer.from('{}'), 'push', 'd-1', headers))
  expect(answer).toEqual({ status: 401, message: expect.stringMatching(/^[A-Z].*\.$/) })
  expect(await countStored()).toBe(0)
})

test('what is not signed costs no look at the database and no reading of the body', async () => {
  const body = endless()
  expect(await receiveWebhook(unsignedRequest(body.stream))).toMatchObject({ status: 401 })
  expect(body.sent()).toBe(0)
})

test.each([
  ['of an event that nobody asked for', 202, { 'x-github-event': 'watch' }],
  ['of no event', 400, { 'x-github-event': '' }],
  ['without an id', 400, { 'x-github-delivery': '' }],
  ['that says to be too large', 413, { 'content-length': String(MOST_BYTES + 1) }],
  ['that is no JSON', 415, { 'content-type': 'text/plain' }],
])('a delivery %s is answered by its headers, its body unread', async (_what, status, headers) => {
  const body = endless()
  const request = unsignedRequest(body.stream, 'push', 'd-1', signatureOf(signedRequest(Buffer.from('{}')).headers))
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
  expect(await receiveWebhook(request)).toMatchObject({ status })
  expect(body.sent()).toBe(0)
})

test('an organisation that sends without an end is told to wait, and another one is not', async () => {
  const pushOf = (id: number) => {
    const body = { ...PUSH, organization: { ...PUSH.organization, id } }
    return webhookRequest({ event: 'push', body, id: `d-${id}` }, id)
  }
  while (takeOfOrganisation(102n).granted);
  expect(await receiveWebhook(pushOf(102))).toMatchObject({ status: 429, retryAfter: expect.any(Number) })
  expect(await countStored()).toBe(0)
  expect(await receiveWebhook(pushOf(103))).toMatchObject({ status: 202 })
})

test('a delivery that comes twice, even at the same moment, is taken once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => receiveWebhook(webhookRequest({ event: 'push', body: PUSH }))),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 202])
  expect(await readJobs()).toHaveLength(1)
})

test.each(['waiting', 'handled', 'ignored'])(
  'a delivery that is %s is not begun again when it is redelivered',
  async (status) => {
    await db().webhookDelivery.create({ data: { id: 'd-1', event: 'push', status } })
    expect(await receiveWebhook(webhookRequest({ event: 'push', body: PUSH }))).toMatchObject({ status: 200 })
    expect(await readJobs()).toEqual([])
    expect(await db().webhookDelivery.findUnique({ where: { id: 'd-1' } })).toMatchObject({ status, payload: null })
  },
)

test('a delivery that failed is begun again when it is redelivered', async () => {
  await db().webhookDelivery.create({
    data: {
      ...{ id: 'd-1', event: 'push', organisationId: 100n, installationId: 9001n },
      ...{ status: 'failed', reason: 'It did not work.' },
    },
  })
  expect(await receiveWebhook(webhookRequest({ event: 'push', body: PUSH }))).toMatchObject({ status: 202 })
  expect(await readJobs()).toHaveLength(1)
  expect(await db().webhookDelivery.findUnique({ where: { id: 'd-1' } })).toMatchObject({
    status: 'waiting',
    reason: null,
  })
})

test('a body that is too large is refused by what it says of itself, or while it is read', async () => {
  const said = unsignedRequest(Buffer.from('{}'), 'push', 'd-1', {
    ...signatureOf(signedRequest(Buffer.from('{}')).headers),
    'content-length': String(MOST_BYTES + 1),
  })
  expect(await receiveWebhook(said)).toMatchObject({ status: 413 })

  const body = endless()
  const signature = signatureOf(signedRequest(Buffer.from('{}')).headers)
  expect(await receiveWebhook(unsignedRequest(body.stream, 'push', 'd-1', signature))).toMatchObject({ status: 413 })
  expect(body.sent()).toBeLessThan(MOST_BYTES + 3 * CHUNK.length)
  expect(await countStored()).toBe(0)
})

test('a body that ends with an error is refused', async () => {
  const broken = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error('cut')) })
  const signature = signatureOf(signedRequest(Buffer.from('{}')).headers)
  expect(await receiveWebhook(unsignedRequest(broken, 'push', 'd-1', signature))).toMatchObject({ status: 400 })
})

test('a form is refused, since what is signed is its encoding', async () => {
  const request = webhookRequest({ event: 'push', body: PUSH })
  request.headers.set('content-type', 'application/x-www-form-urlencoded')
  expect(await receiveWebhook(request)).toMatchObject({ status: 415 })
})

test.each([
  ['a ping', { event: 'ping', body: { zen: 'Keep it logically awesome.', hook_id: 1 } }, 200],
  ['an event that nobody asked for', { event: 'watch', body: { action: 'started' } }, 202],
  ['a push to another branch', { event: 'push', body: { ...PUSH, ref: 'refs/heads/feature' } }, 202],
  ['a tag that is called like the branch', { event: 'push', body: { ...PUSH, ref: 'refs/tags/main' } }, 202],
  [
    'a branch that was deleted',
    { event: 'push', body: pushPayload({ before: 'a'.repeat(40), after: '0'.repeat(40) }) },
    202,
  ],
  ['no JSON', { event: 'push', body: undefined }, 401],
  ['JSON of another shape', { event: 'push', body: ['push'] }, 400],
  ['a payload without what is needed', { event: 'push', body: { ...PUSH, after: '$(reboot)' } }, 422],
])('%s is answered and not stored', async (_, delivery, status) => {
  const body = delivery.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(delivery.body))
  expect(await receiveWebhook(signedRequest(body, delivery))).toMatchObject({ status })
  expect(await countStored()).toBe(0)
})

test('a delivery that can not be stored is answered so that GitHub counts it as failed', async () => {
  await db().$executeRaw`alter table webhook_deliveries rename to away`
  try {
    expect(await receiveWebhook(webhookRequest({ event: 'push', body: PUSH }))).toMatchObject({ status: 503 })
  } finally {
    await db().$executeRaw`alter table away rename to webhook_deliveries`
  }
  expect(await readJobs()).toEqual([])
})

test('a delivery without an id, or with a strange one, is refused', async () => {
  for (const id of ['', "d'; drop table", 'x'.repeat(65)]) {
    expect(await receiveWebhook(webhookRequest({ event: 'push', body: PUSH, id }))).toMatchObject({ status: 400 })
  }
})

function endless() {
  let sent = 0
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    sent += CHUNK.length
    controller.enqueue(CHUNK)
  }
  return { stream: new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 }), sent: () => sent }
}

function signatureOf(headers: Headers): Record<string, string> {
  return { 'x-hub-signature-256': headers.get('x-hub-signature-256') ?? '' }
}

function countStored(): Promise<number> {
  return db().webhookDelivery.count()
}

function readJobs(): Promise<unknown[]> {
  return db().$queryRaw`select task_identifier, key, queue_name from graphile_worker.jobs order by id`
}
