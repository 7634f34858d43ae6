import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { clearJobs, fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { asUser } from '@/lib/auth/github-token'
import { asScanner } from '@/lib/auth/scanner'
import { db } from '@/lib/data/db'
import { settleScans } from '@/lib/data/settle-scans'
import { storeOrganisation } from '@/lib/data/visibility'
import { RateLimited } from '@/lib/errors'
import { fetchTokenOwner, listViewerOrganisations } from '@/lib/github/viewer'
import { PRIORITY } from '@/lib/jobs/names'
import { closeQueue } from '@/lib/jobs/queue'
import { backfillHistory } from './backfill-history'
import { spreadAfter, spreadJob } from './spread-after'
import { byPerson, startOrganisationScan } from './start-scan'

const KEY = `user:${PEOPLE.ada}`
const IN_AN_HOUR = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_600_000)
let world: Awaited<ReturnType<typeof startScanWorld>>
let token: string

beforeAll(async () => {
  world = await startScanWorld()
  await storeOrganisation({ githubId: HANGAR, login: 'hangar', name: null, description: null, avatarUrl: null })
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  world.github.clearCounters()
  await db().scan.deleteMany()
  await db().repository.deleteMany()
  await db().rateBudget.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  token = world.github.issueToken('ada')
  await signIn('ada', () => token)
})

test('a scan that meets the limit of the hour says until when it waits, and ends by itself after it', async () => {
  world.github.injectFault({ kind: 'primary-limit', match: '/api/v3/repos/hangar/api/tarball', resetInSeconds: 2 })
  const scanId = await startScan()
  const { tools, seen } = fakeTools()
  const running = runJobs(tools)
  let scan = await readScan(scanId)
  while (scan.waitingUntil === null) scan = await readScan(scanId)
  expect(scan).toMatchObject({ status: 'running', reason: expect.stringContaining('request limit') })
  expect(seen).toEqual([])
  await running
  while ((await readScan(scanId)).status === 'running') {
    await pause(200)
    await runJobs(tools)
  }
  expect(await readScan(scanId)).toMatchObject({ status: 'done', waitingUntil: null, reason: null })
  expect(await db().scanItem.findMany({ where: { scanId, attempts: { not: 1 } } })).toEqual([])
})

test('a scan that waits outlives a restart of everything', async () => {
  await know({ core: 5000, graphql: 5000 })
  world.github.injectFault({ kind: 'primary-limit', match: '/api/v3/repos/', resetInSeconds: 3000 })
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  await db().scan.update({ where: { id: scanId }, data: { startedAt: new Date(Date.now() - 3_600_000) } })
  await closeQueue()
  await db().$disconnect()

  await settleScans()
  const waiting = await readScan(scanId)
  expect(waiting.status).toBe('running')
  expect(waiting.waitingUntil?.getTime()).toBeGreaterThan(Date.now() + 2_900_000)
  const { tools, seen } = fakeTools()
  await runJobs(tools)
  expect(seen).toEqual([])

  await endWaiting()
  await runJobs(tools)
  expect(await readScan(scanId)).toMatchObject({ status: 'done', waitingUntil: null })
  expect(seen.length).toBeGreaterThan(0)
})

test.each([
  ['with a time', { kind: 'secondary-limit', retryAfterSeconds: 900 }, 900],
  ['without one', { kind: 'secondary-limit-without-retry-after' }, 60],
] as const)('a secondary limit %s stops every request of the token, whoever sends it', async (_, fault, seconds) => {
  world.github.injectFault({ ...fault, match: '/api/v3/user' })
  const refused = await asUser(PEOPLE.ada, fetchTokenOwner).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(RateLimited)
  const waitMs = (refused as RateLimited).resetAt.getTime() - Date.now()
  expect(waitMs).toBeGreaterThan((seconds - 5) * 1000)
  expect(waitMs).toBeLessThan(seconds * 1200 + 5000)

  const other = await secondProcess()
  await expect(other.askOwner()).rejects.toMatchObject({ code: 'rate-limited' })
  await expect(other.askOrganisations()).rejects.toMatchObject({ code: 'rate-limited' })
  expect(world.github.counters().requests).toEqual({ 'GET /api/v3/user': 1 })
  await other.end()
})

test('GraphQL that is used up, which comes as a success, stops GraphQL and nothing else', async () => {
  world.github.injectFault({ kind: 'graphql-exhausted', resetInSeconds: 600 })
  const refused = await asUser(PEOPLE.ada, listViewerOrganisations).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(RateLimited)
  expect((refused as RateLimited).resetAt.getTime()).toBeGreaterThan(Date.now() + 590_000)
  await expect(asUser(PEOPLE.ada, listViewerOrganisations)).rejects.toMatchObject({ code: 'rate-limited' })
  expect(world.github.counters().requests['POST /api/graphql']).toBe(1)
  await expect(asUser(PEOPLE.ada, fetchTokenOwner)).resolves.toMatchObject({ login: 'ada' })
})

test('people still get through where scans stopped to leave them a reserve', async () => {
  await know({ core: 400, graphql: 400 })
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  expect(world.github.counters().requests).toEqual({})
  expect(await readScan(scanId)).toMatchObject({
    status: 'listing',
    waitingUntil: new Date(IN_AN_HOUR.getTime() + 1000),
    reason: expect.stringContaining('kept for people'),
  })
  await expect(asScanner(HANGAR, PEOPLE.ada, fetchTokenOwner)).rejects.toMatchObject({ code: 'rate-limited' })
  await expect(asUser(PEOPLE.ada, fetchTokenOwner)).resolves.toMatchObject({ login: 'ada' })
})

test('the past stops before the heads do', async () => {
  world.github.leaveBudget({ token, remaining: 1200 })
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  const items = await db().scanItem.findMany({ where: { scanId } })
  expect(new Set(items.map(({ phase, status }) => `${phase} ${status}`))).toEqual(
    new Set(['head done', 'history waiting']),
  )
})

test('a repository that a limit stopped keeps its turn among those of other organisations', async () => {
  world.github.leaveBudget({ token, remaining: 1200 })
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  await backfillHistory({ scanId, repositoryId: REPOSITORIES.api, turn: 4 }, fakeTools().tools, false)
  expect(
    await db().$queryRaw`
      select priority - ${PRIORITY['audit-history']}::int as turn from graphile_worker.jobs
      where key = ${`history:${scanId}:${REPOSITORIES.api}`} and run_at > now()`,
  ).toEqual([{ turn: 4 }])
})

test('repositories that stop at one limit go on one after the other', async () => {
  const until = new Date()
  expect(spreadAfter(until, 1000, 0)).toEqual(until)
  expect(spreadAfter(until, 1000, 1).getTime() - until.getTime()).toBe(150_000)
  expect(spreadAfter(until, 1, 1).getTime() - until.getTime()).toBe(150)
})

test.each(['list-organisation', 'attribute-changes', 'check-pull-request', 'read-signals'] as const)(
  'those who stop at one limit as %s go on one after the other, as many as are in the queue',
  async (name) => {
    await clearJobs()
    for (const key of ['1', '2', '3']) {
      await db().$executeRaw`select graphile_worker.add_job(${name}, '{}'::json, job_key => ${`spread:${key}`})`
    }
    await db().$executeRaw`select graphile_worker.add_job('audit-head', '{}'::json)`
    const until = new Date()
    expect((await spreadJob(name, until, 1)).getTime() - until.getTime()).toBe(450)
    await clearJobs()
  },
)

test('a scan counts what known code would have cost, and no more of it for being tried again', async () => {
  const first = await startScan()
  world.github.injectFault({ kind: 'primary-limit', match: '/api/v3/repos/hangar/site/tarball', resetInSeconds: 2000 })
  await runJobs(fakeTools().tools)
  await endWaiting()
  await runJobs(fakeTools().tools)
  expect(await readScan(first)).toMatchObject({ status: 'done', savedRequests: 0 })
  const second = await startScan()
  await runJobs(fakeTools().tools)
  // A link and a download for each of three repositories.
  expect(await readScan(second)).toMatchObject({ status: 'done', unchanged: 3, savedRequests: 6 })
})

/** The same code with connections and memory of its own. */
async function secondProcess() {
  const store = globalThis as typeof globalThis & { airworthyDb?: unknown }
  const mine = store.airworthyDb
  store.airworthyDb = undefined
  vi.resetModules()
  const { asUser } = await import('@/lib/auth/github-token')
  const { db } = await import('@/lib/data/db')
  const viewer = await import('@/lib/github/viewer')
  return {
    askOwner: () => asUser(PEOPLE.ada, viewer.fetchTokenOwner),
    askOrganisations: () => asUser(PEOPLE.ada, viewer.listViewerOrganisations),
    end: async () => {
      await db().$disconnect()
      store.airworthyDb = mine
    },
  }
}

async function startScan(): Promise<bigint> {
  return (await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))).scanId
}

function readScan(id: bigint) {
  return db().scan.findUniqueOrThrow({ where: { id } })
}

/** What is left of 5,000 for the token that scans. */
async function know(left: { readonly core: number; readonly graphql: number }): Promise<void> {
  for (const [resource, remaining] of Object.entries(left)) {
    await db().rateBudget.create({ data: { key: KEY, resource, limit: 5000, remaining, resetAt: IN_AN_HOUR } })
  }
}

/** As if the time had come to which everything was put off. */
async function endWaiting(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await db().$executeRaw`update rate_budgets set blocked_until = null, reset_at = now(), remaining = "limit"`
  await db().$executeRaw`update scans set waiting_until = now() where waiting_until > now()`
}
