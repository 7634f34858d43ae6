import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { enqueueListing, enqueueRepositories } from '@/lib/jobs/enqueue-scans'
import { db } from './db'
import { settleScans } from './settle-scans'
import { storeRepositoryNow } from './store-listing'
import { storeUser } from './users'
import { storeOrganisation } from './visibility'

const { api, site } = REPOSITORIES
const AN_HOUR_AGO = new Date(Date.now() - 3600_000)
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await storeOrganisation({ githubId: HANGAR, login: 'hangar', name: null, description: null, avatarUrl: null })
  await storeUser({ id: PEOPLE.ada, login: 'ada', name: null, avatarUrl: null })
  for (const githubId of [api, site]) await storeRepositoryNow(HANGAR, repository(githubId))
})
afterAll(() => world?.close())
beforeEach(async () => {
  await db().scan.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
})

test('an item that lost its job fails, and its scan is done; one that still has it goes on', async () => {
  const lost = await createScan('running', [api])
  const alive = await createScan('running', [site])
  await enqueueRepositories([{ scanId: alive, repositoryId: site, phase: 'head' }])
  await settleScans()
  expect(await read(lost)).toMatchObject({ status: 'done', items: [{ status: 'failed', reason: expect.any(String) }] })
  expect(await read(alive)).toMatchObject({ status: 'running', items: [{ status: 'waiting', reason: null }] })
})

test('an item whose job has used up its attempts fails, but not while it is being tried', async () => {
  const scanId = await createScan('running', [api])
  await enqueueRepositories([{ scanId, repositoryId: api, phase: 'head' }])
  await db().$executeRaw`
    update graphile_worker._private_jobs set attempts = max_attempts, locked_at = now(), locked_by = 'pool-1'`
  await settleScans()
  expect(await read(scanId)).toMatchObject({ status: 'running' })
  await db().$executeRaw`update graphile_worker._private_jobs set locked_at = null, locked_by = null`
  await settleScans()
  expect(await read(scanId)).toMatchObject({ status: 'done', items: [{ status: 'failed' }] })
})

test('a listing that lost its job fails, one that waits for it does not', async () => {
  const lost = await createScan('listing')
  const alive = await createScan('listing')
  await enqueueListing(alive, HANGAR)
  await settleScans()
  expect(await read(lost)).toMatchObject({ status: 'failed', reason: expect.stringContaining('Start the scan again') })
  expect(await read(alive)).toMatchObject({ status: 'listing' })
})

test('what was lost is told to operators, once', async () => {
  await db().jobFailure.deleteMany()
  const lost = [await createScan('running', [api]), await createScan('listing')]
  await settleScans()
  await settleScans()
  expect(await db().jobFailure.findMany({ orderBy: { task: 'asc' } })).toMatchObject([
    {
      task: 'audit-head',
      code: 'interrupted',
      organisationId: HANGAR,
      repositoryId: api,
      payload: { scanId: String(lost[0]), repositoryId: String(api) },
    },
    { task: 'list-organisation', code: 'interrupted', organisationId: HANGAR, payload: { scanId: String(lost[1]) } },
  ])
})

test('a scan whose last item ended is done, though its worker died before it could say so', async () => {
  const scanId = await createScan('running', [api])
  await db().scanItem.updateMany({ where: { scanId }, data: { status: 'done' } })
  const empty = await createScan('running')
  await settleScans()
  expect(await read(scanId)).toMatchObject({ status: 'done', finishedAt: expect.any(Date) })
  expect(await read(empty)).toMatchObject({ status: 'done' })
})

test('a scan that has just begun is left alone', async () => {
  const scanId = await createScan('running', [api], new Date())
  await settleScans()
  expect(await read(scanId)).toMatchObject({ status: 'running' })
})

async function createScan(status: string, ids: readonly bigint[] = [], startedAt = AN_HOUR_AGO): Promise<bigint> {
  const items = { create: ids.map((repositoryId) => ({ repositoryId, phase: 'head', status: 'waiting' })) }
  const scope = 'organisation'
  const data = { organisationId: HANGAR, startedById: PEOPLE.ada, scope, status, startedAt, items }
  return (await db().scan.create({ data })).id
}

function read(id: bigint) {
  return db().scan.findUniqueOrThrow({ where: { id }, include: { items: true } })
}

function repository(githubId: bigint) {
  const flags = { isPrivate: true, isArchived: false, isFork: false }
  const nothing = { description: null, language: null, pushedAt: null, defaultBranch: 'main', head: null }
  return { githubId, name: `r${githubId}`, ...flags, ...nothing, languages: [] }
}
