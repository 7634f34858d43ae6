import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { emptyReport, fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { storeOrganisation } from '@/lib/data/visibility'
import { readTarball } from '@/lib/snapshot/tarball'
import type { AuditTools } from './audit-tools'
import { byPerson, startOrganisationScan } from './start-scan'

const ARCHIVE_OF_API = '/_codeload/hangar/api'
const DOWNLOADS = 'GET /_codeload/:owner/:repo/legacy.tar.gz/*'
let world: Awaited<ReturnType<typeof startScanWorld>>

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
  await signIn('ada', world.github.issueToken)
})

test.each([
  ['cut on its way', { kind: 'cut', match: ARCHIVE_OF_API, cutAfterBytes: 60 }],
  ['truncated', { kind: 'truncated-archive', match: ARCHIVE_OF_API }],
  ['damaged', { kind: 'corrupt-archive', match: ARCHIVE_OF_API }],
  ['a page of an error', { kind: 'bad-gateway-html', match: ARCHIVE_OF_API }],
  ['a page that says that all is well', { match: ARCHIVE_OF_API, status: 200, body: '<html>Hello</html>' }],
] as const)('an archive that is %s is asked for again, and judged only when it is whole', async (_, fault) => {
  const { tools, judged } = readingTools()
  world.github.injectFault(fault)
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(tools)
  expect(await headOfApi(scanId)).toMatchObject({
    status: 'waiting',
    reason: expect.stringMatching(/did not arrive whole|broke off|did not answer/),
  })
  expect(judged).not.toContain(world.heads.api)
  expect(await db().audit.count({ where: { repositoryId: REPOSITORIES.api, commit: world.heads.api ?? '' } })).toBe(0)

  await endWaiting()
  await runJobs(tools)
  expect(await headOfApi(scanId)).toMatchObject({ status: 'done', auditsStored: 1 })
  expect(judged.filter((commit) => commit === world.heads.api)).toHaveLength(1)
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({ status: 'done' })
})

test('an archive that is broken every time fails its repository with what to do', async () => {
  world.github.injectFault({ kind: 'corrupt-archive', match: ARCHIVE_OF_API, times: 10 })
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await runJobs(readingTools().tools)
    await endWaiting()
  }
  expect(await headOfApi(scanId)).toMatchObject({
    status: 'failed',
    attempts: 4,
    reason: 'The archive of the commit did not arrive whole. Re-check the repository in a few minutes.',
  })
  expect(await db().audit.count({ where: { repositoryId: REPOSITORIES.api, commit: world.heads.api ?? '' } })).toBe(0)
})

test('downloads pause after five failures in a row, cost no attempt meanwhile, and go on by themselves', async () => {
  world.github.injectFault({ kind: 'corrupt-archive', match: '/_codeload', times: 5 })
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  const { tools, judged } = readingTools()
  while ((await pausedUntil()) === null) {
    await runJobs(tools)
    await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  }
  await runJobs(tools)
  expect(world.github.counters().requests[DOWNLOADS]).toBe(5)
  const waiting = await db().scanItem.findMany({ where: { scanId, phase: 'head', status: 'waiting' } })
  expect(waiting.map(({ reason }) => reason)).toContainEqual(expect.stringContaining("archives can't be downloaded"))
  expect(waiting.every(({ attempts }) => attempts <= 2)).toBe(true)
  expect(judged).toEqual([])
  const scan = await db().scan.findUniqueOrThrow({ where: { id: scanId } })
  expect(scan.waitingUntil?.getTime()).toBeGreaterThan(Date.now())

  await endWaiting()
  for (let round = 0; round < 3; round += 1) {
    await runJobs(tools)
    await endWaiting()
  }
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({
    status: 'done',
    waitingUntil: null,
    reason: null,
  })
  expect(await db().scanItem.count({ where: { scanId, status: 'failed' } })).toBe(0)
})

/** Reads archives as the real tools do, and judges nothing; `judged` are the commits that arrived whole. */
function readingTools() {
  const judged: string[] = []
  const tools: AuditTools = {
    ...fakeTools().tools,
    async auditArchive(archive, about) {
      await readTarball(archive, { commit: about.commit, committedAt: null })
      judged.push(about.commit)
      return emptyReport('r1', about)
    },
  }
  return { tools, judged }
}

function headOfApi(scanId: bigint) {
  const id = { scanId, repositoryId: REPOSITORIES.api, phase: 'head' }
  return db().scanItem.findUniqueOrThrow({ where: { scanId_repositoryId_phase: id } })
}

async function pausedUntil(): Promise<Date | null> {
  const account = await db().rateBudget.findFirst({ where: { resource: 'archive' } })
  return account?.blockedUntil ?? null
}

/** As if the time had come to which everything was put off. */
async function endWaiting(): Promise<void> {
  await db().$executeRaw`update graphile_worker._private_jobs set run_at = now()`
  await db().$executeRaw`update rate_budgets set blocked_until = now() where blocked_until > now()`
  await db().$executeRaw`update scans set waiting_until = now() where waiting_until > now()`
}
