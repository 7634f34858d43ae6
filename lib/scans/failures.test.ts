import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { storeOrganisation } from '@/lib/data/visibility'
import { JudgingFailed, NotJudged } from '@/lib/errors'
import { backfillHistory } from './backfill-history'
import { scanRepository } from './scan-repository'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await storeOrganisation({ githubId: HANGAR, login: 'hangar', name: null, description: null, avatarUrl: null })
})
afterAll(() => world?.close())

beforeEach(async () => {
  world.github.clearFaults()
  await db().scan.deleteMany()
  await db().repository.deleteMany()
  await db().rateBudget.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
  await signIn('ada', world.github.issueToken)
})

test('a repository that fails does not stop the others, and says why', async () => {
  const { tools } = fakeTools()
  const scanId = await startScan()
  await runJobs({
    ...tools,
    auditArchive: (archive, about, complete) => {
      if (about.repository === 'hangar/site') throw new TypeError('secret detail')
      return tools.auditArchive(archive, about, complete)
    },
  })
  await exhaustRetries()
  await runJobs({ ...tools, auditArchive: () => Promise.reject(new TypeError('secret detail')) })

  const items = await readItems(scanId)
  expect(items.filter(({ phase }) => phase === 'head').map(({ name, status }) => [name, status])).toEqual([
    ['api', 'done'],
    ['site', 'failed'],
    ['vault', 'done'],
  ])
  expect(items.find(({ status }) => status === 'failed')?.reason).toBe(
    'Airworthy failed on this repository; the fault is ours.',
  )
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({ status: 'done' })
})

test('a limit of GitHub postpones a repository until the limit is over', async () => {
  const scanId = await startScan()
  const path = '/api/v3/repos/hangar/api/tarball'
  world.github.injectFault({ match: path, status: 429, headers: { 'retry-after': '900' }, times: 1 })
  await runJobs(fakeTools().tools)
  const item = (await readItems(scanId)).find(({ name, phase }) => name === 'api' && phase === 'head')
  expect(item).toMatchObject({ status: 'waiting', reason: expect.stringContaining('request limit') })
  const [job] = await db().$queryRaw<{ wait: number }[]>`
    select extract(epoch from run_at - now())::int as wait from graphile_worker.jobs where key like 'head:%'`
  expect(job?.wait).toBeGreaterThan(600)

  await endLimit()
  await runJobs(fakeTools().tools)
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({ status: 'done', reason: null })
})

test('a limit while listing postpones the whole scan', async () => {
  const scanId = await startScan()
  world.github.injectFault({ match: '/api/graphql', status: 403, headers: { 'retry-after': '900' }, times: 1 })
  await runJobs(fakeTools().tools)
  const scan = await db().scan.findUnique({ where: { id: scanId } })
  expect(scan).toMatchObject({ status: 'listing', reason: expect.stringContaining('request limit') })
  await endLimit()
  await runJobs(fakeTools().tools)
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({ status: 'done', reason: null })
})

test('a scan whose starter signed out fails with what to do', async () => {
  await db().githubToken.deleteMany()
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  const scan = await db().scan.findUnique({ where: { id: scanId } })
  expect(scan).toMatchObject({ status: 'failed', reason: expect.stringContaining('Sign in again') })
})

test('a job that runs twice stores its audit once', async () => {
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  const audits = await db().audit.count()
  await db().scanItem.updateMany({ data: { status: 'running' } })
  await db().repository.updateMany({ data: { latestAuditId: null } })
  const { tools, seen } = fakeTools()
  await scanRepository({ scanId, repositoryId: REPOSITORIES.api }, tools, false)
  expect(seen).toEqual([])
  expect(await db().audit.count()).toBe(audits)
  const repository = await db().repository.findUnique({ where: { githubId: REPOSITORIES.api } })
  expect(repository?.latestAuditId).not.toBeNull()
})

test('the past is audited as it stood at the end of each month, once', async () => {
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  await db().scanItem.updateMany({ where: { phase: 'history' }, data: { status: 'waiting' } })
  const { tools, seen } = fakeTools()
  const job = { scanId, repositoryId: REPOSITORIES.api }
  await backfillHistory(job, tools, false, new Date('2025-07-20T00:00:00Z'))
  const dates = seen.map(({ committedAt }) => committedAt.toISOString().slice(0, 10))
  expect(dates).toEqual(['2025-06-20', '2025-03-05', '2025-01-10'])
  const days = await db().repositoryDay.findMany({ where: { repositoryId: REPOSITORIES.api }, orderBy: { day: 'asc' } })
  expect(days.map(({ day }) => day.toISOString().slice(0, 10))).toEqual([
    '2025-01-10',
    '2025-03-05',
    '2025-06-20',
    '2025-07-01',
  ])
  const item = (await readItems(scanId)).find(({ name, phase }) => name === 'api' && phase === 'history')
  expect(item).toMatchObject({ status: 'done', auditsStored: 3 })
})

describe.each([
  ['takes too much', new NotJudged('Judging it takes too long.'), 'Judging it takes too long.'],
  ['meets a fault of ours', new JudgingFailed('a bug'), expect.stringMatching(/failed to judge .*the fault is ours/)],
])('a head of which judging %s', (_, failure, reason) => {
  const failing = () => {
    const { tools, seen } = fakeTools()
    const tried: string[] = []
    return {
      seen,
      tried,
      tools: {
        ...tools,
        auditArchive: (...[archive, about, complete]: Parameters<typeof tools.auditArchive>) => {
          if (about.repository !== 'hangar/site') return tools.auditArchive(archive, about, complete)
          tried.push(about.commit)
          return Promise.reject(failure)
        },
      },
    }
  }
  const site = () => db().repository.findUniqueOrThrow({ where: { githubId: REPOSITORIES.site } })

  test('is tried once, is no business of later scans by themselves, and is tried again when somebody asks', async () => {
    const { tools, tried } = failing()
    const scanId = await startScan()
    await runJobs(tools)
    const item = (await readItems(scanId)).find(({ name, phase }) => name === 'site' && phase === 'head')
    expect(item).toMatchObject({ status: 'failed', attempts: 1, reason })
    expect(tried).toHaveLength(1)
    expect(await site()).toMatchObject({ unjudgedCommit: tried[0], unjudgedBy: tools.rubricVersion })

    const again = await startScan()
    await runJobs(tools)
    expect(tried).toHaveLength(1)
    expect((await readItems(again)).filter(({ name, phase }) => name === 'site' && phase === 'head')).toEqual([])

    await startRepositoryScan(HANGAR, REPOSITORIES.site, byPerson(PEOPLE.ada))
    await runJobs(fakeTools().tools)
    expect(await site()).toMatchObject({ unjudgedCommit: null, unjudgedBy: null, latestAuditId: expect.any(BigInt) })
  })

  test('is tried by other rules', async () => {
    const { tools, tried } = failing()
    await startScan()
    await runJobs(tools)
    await startScan()
    await runJobs({ ...tools, rubricVersion: 'other' })
    expect(tried).toHaveLength(2)
  })
})

test.each([
  ['takes too much', new NotJudged('Judging it takes too long.')],
  ['meets a fault of ours', new JudgingFailed('a bug')],
])('a month of which judging %s is left out, and the months before it are audited', async (_, failure) => {
  const scanId = await startScan()
  await runJobs(fakeTools().tools)
  await db().scanItem.updateMany({ where: { phase: 'history' }, data: { status: 'waiting' } })
  const { tools, seen } = fakeTools()
  const job = { scanId, repositoryId: REPOSITORIES.api }
  const refuse = (date: Date) => {
    if (date.toISOString().startsWith('2025-03')) throw failure
  }
  const picky: typeof tools = {
    ...tools,
    auditArchive: async (archive, about, complete) => {
      refuse(about.committedAt)
      return tools.auditArchive(archive, about, complete)
    },
    auditSnapshot: async (snapshot, about) => {
      refuse(about.committedAt)
      return tools.auditSnapshot(snapshot, about)
    },
  }
  await backfillHistory(job, picky, false, new Date('2025-07-20T00:00:00Z'))
  expect(seen.map(({ committedAt }) => committedAt.toISOString().slice(0, 10))).toEqual(['2025-06-20', '2025-01-10'])
  const item = (await readItems(scanId)).find(({ name, phase }) => name === 'api' && phase === 'history')
  expect(item).toMatchObject({ status: 'done', auditsStored: 2 })
  expect(
    (await db().repository.findUniqueOrThrow({ where: { githubId: REPOSITORIES.api } })).backfilledAt,
  ).not.toBeNull()
})

async function startScan(): Promise<bigint> {
  return (await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))).scanId
}

/** As if the time had come at which GitHub opens again. */
async function endLimit(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await db().rateBudget.updateMany({ data: { blockedUntil: new Date(Date.now() - 1000) } })
}

async function exhaustRetries(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now(), attempts = max_attempts - 1`
}

async function readItems(scanId: bigint) {
  const items = await db().scanItem.findMany({
    where: { scanId },
    orderBy: { repositoryId: 'asc' },
    include: { repository: { select: { name: true } } },
  })
  return items.map(({ repository, ...item }) => ({ ...item, name: repository.name }))
}
