import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, REPOSITORIES } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { common, repository, webhookRequest } from '@/e2e/scans/webhook-payloads'
import { becomeApp } from '@/e2e/scans/webhook-receiver'
import { db } from '@/lib/data/db'
import { storeRepositoryNow } from '@/lib/data/store-listing'
import { pruneDeliveries } from '@/lib/data/webhook-deliveries'
import { syncInstallations } from '../installations'
import { receiveWebhook } from './receive'

const { api } = REPOSITORIES
const REST = '/api/v3'
const GRAPHQL = '/api/graphql'
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await becomeApp(world.github, ['hangar'])
  await syncInstallations()
  await storeRepositoryNow(HANGAR, {
    ...{ githubId: api, name: 'old-name', description: null, isPrivate: true, isArchived: false, isFork: false },
    ...{ language: 'Python', languages: ['Python'], pushedAt: null, defaultBranch: 'main', head: null },
  })
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  await db().webhookDelivery.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await db().rateBudget.deleteMany()
  await db().repository.update({ where: { githubId: api }, data: { name: 'old-name' } })
})

test('while GitHub does not answer, a delivery is tried again, and ends as failed with the reason', async () => {
  for (const match of [REST, GRAPHQL]) world.github.injectFault({ match, status: 502, times: 1000 })
  await rename()
  expect(await read()).toMatchObject({ status: 'waiting', reason: expect.stringContaining('did not answer') })
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now(), attempts = max_attempts - 1`
  await runJobs(fakeTools().tools)
  expect(await read()).toMatchObject({ status: 'failed', payload: null, handledAt: expect.any(Date) })
})

test('a limit of GitHub postpones a delivery until it is over, without using up its attempts', async () => {
  world.github.injectFault({ match: GRAPHQL, status: 429, headers: { 'retry-after': '900' }, times: 1 })
  await rename()
  expect(await read()).toMatchObject({ status: 'waiting', reason: expect.stringContaining('limit') })
  const [job] = await db().$queryRaw<{ wait: number; attempts: number }[]>`
    select extract(epoch from run_at - now())::int as wait, attempts from graphile_worker.jobs where key like 'webhook:%'`
  expect(job?.wait).toBeGreaterThan(600)
  expect(job?.attempts).toBe(0)
  await db().rateBudget.deleteMany()
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await runJobs(fakeTools().tools)
  expect(await read()).toMatchObject({ status: 'handled', reason: null })
  expect(await db().repository.findUnique({ where: { githubId: api } })).toMatchObject({ name: 'api' })
})

test('what another try can not mend fails at once', async () => {
  await db().installation.updateMany({ data: { suspendedAt: new Date() } })
  await rename()
  expect(await read()).toMatchObject({ status: 'failed', reason: expect.stringContaining('suspended') })
  await db().installation.updateMany({ data: { suspendedAt: null } })
})

test('deliveries that are long over are dropped, and one that lost its job is ended', async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600_000)
  await db().webhookDelivery.createMany({
    data: [
      { id: 'old', event: 'push', status: 'handled', receivedAt: daysAgo(31) },
      { id: 'recent', event: 'push', status: 'handled', receivedAt: daysAgo(29) },
      { id: 'lost', event: 'push', status: 'waiting', payload: { some: 'thing' }, receivedAt: daysAgo(1) },
      { id: 'fresh', event: 'push', status: 'waiting', payload: { some: 'thing' } },
    ],
  })
  await pruneDeliveries()
  const left = await db().webhookDelivery.findMany({ orderBy: { id: 'asc' } })
  expect(left.map(({ id, status, payload }) => [id, status, payload])).toEqual([
    ['fresh', 'waiting', { some: 'thing' }],
    ['lost', 'failed', null],
    ['recent', 'handled', null],
  ])
})

async function rename(): Promise<void> {
  const body = { ...common('renamed'), repository: repository(api, 'api') }
  expect(await receiveWebhook(webhookRequest({ event: 'repository', body }))).toMatchObject({ status: 202 })
  await runJobs(fakeTools().tools)
}

function read() {
  return db().webhookDelivery.findUnique({ where: { id: 'd-1' } })
}
