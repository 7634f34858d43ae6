import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { findOrgAccess, type OrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { db } from './db'
import { readProgress } from './follow-scan'
import { finishItem, startItem } from './scan-items'
import { getScanProgress } from './scan-progress'
import { ScanProgress } from './scan-progress-schema'
import { storeRepositoryNow } from './store-listing'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

const { api, site, vault } = REPOSITORIES
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'stranger'] as const) await signIn(login, world.github.issueToken)
  await findOrgAccess(PEOPLE.ada, 'hangar')
  for (const [name, githubId] of Object.entries({ api, site, vault })) {
    await storeRepositoryNow(HANGAR, repository(githubId, name))
  }
})
afterAll(() => world?.close())
beforeEach(() => db().scan.deleteMany())

test('a stranger learns nothing of a scan', async () => {
  await createScan('running')
  asViewer('stranger')
  await expect(getScanProgress('hangar')).rejects.toMatchObject({ digest: 'NEXT_HTTP_ERROR_FALLBACK;404' })
})

test('a viewer follows only the repositories that they may see, each once', async () => {
  await createScan('running', [
    [api, 'head', 'done'],
    [api, 'history', 'running'],
    [site, 'head', 'failed'],
    [vault, 'head', 'failed'],
    [vault, 'history', 'waiting'],
  ])
  asViewer('alan')
  const progress = ScanProgress.parse(await getScanProgress('hangar'))
  expect(progress).toMatchObject({ total: 2, done: 0, running: 1, waiting: 0, failed: 1, current: ['api'], audits: 3 })
  expect(progress.failures).toEqual([{ repository: 'site', phase: 'head', reason: 'why site' }])
  expect(JSON.stringify(progress)).not.toContain('vault')
  expect(progress.apiRequests).toBeNull()

  asViewer('ada')
  expect(await getScanProgress('hangar')).toMatchObject({ total: 3, running: 1, waiting: 1, failed: 1, apiRequests: 0 })
})

test('a re-check of a repository that is hidden is not there', async () => {
  await createScan('running', [[vault, 'head', 'running']], 'repository')
  asViewer('alan')
  expect(await getScanProgress('hangar')).toBeNull()
  asViewer('ada')
  expect(await getScanProgress('hangar')).toMatchObject({ scope: 'repository', current: ['vault'] })
})

test('after a re-check of one repository the last scan of all of them is still told, as far as the viewer sees it', async () => {
  const finishedAt = new Date(Date.now() - 3_600_000)
  const ofAll = await createScan('done', [
    [api, 'head', 'done'],
    [site, 'head', 'failed'],
    [vault, 'head', 'done'],
  ])
  await db().scan.update({ where: { id: ofAll }, data: { startedAt: finishedAt, finishedAt } })
  await createScan('done', [[api, 'head', 'done']], 'repository')
  const lastOfAll = { status: 'done', at: finishedAt.toISOString() }
  asViewer('alan')
  expect(ScanProgress.parse(await getScanProgress('hangar'))).toMatchObject({
    scope: 'repository',
    repository: 'api',
    lastOfAll: { ...lastOfAll, done: 1, failed: 1, unchanged: 0 },
  })
  asViewer('ada')
  expect(await getScanProgress('hangar')).toMatchObject({
    lastOfAll: { ...lastOfAll, done: 2, failed: 1, unchanged: 0 },
  })
})

test.each([
  ['alan', 1],
  ['ada', 2],
] as const)('to %s the last scan of all left %i as they were', async (login, unchanged) => {
  await createScan('done', [[api, 'head', 'done']])
  await createScan('done', [[api, 'head', 'done']], 'repository')
  asViewer(login)
  expect(await getScanProgress('hangar')).toMatchObject({ lastOfAll: { done: 1, failed: 0, unchanged } })
})

test('a scan under way is shown rather than a later one that is over', async () => {
  const running = await createScan('running', [[api, 'head', 'running']])
  await createScan('done', [[site, 'head', 'done']])
  asViewer('ada')
  expect(await getScanProgress('hangar')).toMatchObject({ scanId: String(running) })
})

test('a scan waits for GitHub only where nothing that the viewer may see goes on', async () => {
  const waitingUntil = new Date(Date.now() + 600_000)
  const scanId = await createScan('running', [
    [api, 'head', 'waiting'],
    [vault, 'head', 'running'],
  ])
  await db().scan.update({ where: { id: scanId }, data: { waitingUntil, reason: 'why' } })
  asViewer('alan')
  expect(await getScanProgress('hangar')).toMatchObject({ waitingUntil: waitingUntil.toISOString(), reason: 'why' })
  asViewer('ada')
  expect(await getScanProgress('hangar')).toMatchObject({ waitingUntil: null })
  await db().scan.update({ where: { id: scanId }, data: { waitingUntil: new Date(Date.now() - 1000) } })
  asViewer('alan')
  expect(await getScanProgress('hangar')).toMatchObject({ waitingUntil: null })
})

test('what a scan saved and what GitHub still grants is told to owners only', async () => {
  await createScan('running', [[api, 'head', 'running']])
  await db().scan.updateMany({ data: { savedRequests: 12 } })
  const resetAt = new Date(Date.now() + 600_000)
  await db().rateBudget.deleteMany()
  await db().rateBudget.create({
    data: { key: `user:${PEOPLE.ada}`, resource: 'core', limit: 5000, remaining: 4321, resetAt },
  })
  asViewer('alan')
  expect(await getScanProgress('hangar')).toMatchObject({ apiRequests: null, savedRequests: null, left: null })
  asViewer('ada')
  expect(ScanProgress.parse(await getScanProgress('hangar'))).toMatchObject({
    savedRequests: 12,
    left: { remaining: 4321, limit: 5000, resetAt: resetAt.toISOString() },
  })
})

test('the events of a scan that waits stay open, and tell when it goes on', async () => {
  const scanId = await createScan('running', [[api, 'head', 'waiting']])
  const wait = (until: Date) => db().scan.update({ where: { id: scanId }, data: { waitingUntil: until } })
  await wait(new Date(Date.now() + 600_000))
  const waits: boolean[] = []
  for await (const event of readProgress(await accessOf('ada'), new AbortController().signal)) {
    const data = /^event: progress\ndata: (.*)\n\n$/.exec(event)?.[1]
    if (!data) continue
    waits.push(ScanProgress.parse(JSON.parse(data)).waitingUntil !== null)
    if (waits.length === 1) await wait(new Date())
    if (waits.length === 2) await finishItem({ scanId, repositoryId: api, phase: 'head' })
  }
  // The item ends a moment before its scan, which a page may be told of, too.
  expect([...waits.slice(0, 1), ...new Set(waits.slice(1))]).toEqual([true, false])
  expect(waits.length).toBeGreaterThan(2)
})

test('the events tell every change and end with the scan', async () => {
  const scanId = await createScan('running', [[api, 'head', 'waiting']])
  const key = { scanId, repositoryId: api, phase: 'head' } as const
  const states: string[] = []
  for await (const event of readProgress(await accessOf('ada'), new AbortController().signal)) {
    const data = /^event: progress\ndata: (.*)\n\n$/.exec(event)?.[1]
    if (!data) continue
    const { status, done, running } = ScanProgress.parse(JSON.parse(data))
    states.push(`${status} ${running}/${done}`)
    if (states.length === 1) await startItem(key)
    if (states.length === 2) await finishItem(key)
  }
  // The item ends a moment before its scan, which a page may be told of, too.
  expect(states.filter((state) => state !== 'running 0/1')).toEqual(['running 0/0', 'running 1/0', 'done 0/1'])
})

test('the events end when the page is closed', async () => {
  await createScan('running', [[api, 'head', 'running']])
  const page = new AbortController()
  const events = readProgress(await accessOf('ada'), page.signal)
  await events.next()
  page.abort()
  expect(await events.next()).toEqual({ done: true, value: undefined })
})

type Item = readonly [repositoryId: bigint, phase: 'head' | 'history', status: string]

async function createScan(status: string, items: readonly Item[] = [], scope = 'organisation'): Promise<bigint> {
  const names = new Map<bigint, string | undefined>(
    [api, site, vault].map((id, index) => [id, ['api', 'site', 'vault'][index]]),
  )
  const { id } = await db().scan.create({
    data: {
      organisationId: HANGAR,
      startedById: PEOPLE.ada,
      scope,
      status,
      items: {
        create: items.map(([repositoryId, phase, state]) => ({
          repositoryId,
          phase,
          status: state,
          auditsStored: 1,
          reason: state === 'failed' ? `why ${names.get(repositoryId)}` : null,
        })),
      },
    },
  })
  return id
}

async function accessOf(login: 'ada' | 'alan'): Promise<OrgAccess> {
  const access = await findOrgAccess(PEOPLE[login], 'hangar')
  if (!access) throw new Error(`${login} belongs to hangar`)
  return access
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}

function repository(githubId: bigint, name: string) {
  const flags = { isPrivate: true, isArchived: false, isFork: false }
  const nothing = { description: null, language: null, pushedAt: null, defaultBranch: 'main', head: null }
  return { githubId, name, ...flags, ...nothing, languages: [] }
}
