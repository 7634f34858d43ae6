import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { retryFailedJobs } from '@/lib/actions/retry-failures'
import { getViewer } from '@/lib/auth/viewer'
import { AppError } from '@/lib/errors'
import { enqueueAttribution } from '@/lib/jobs/enqueue-attribution'
import { byPerson, startOrganisationScan, startRepositoryScan } from '@/lib/scans/start-scan'
import { db } from './db'
import { storeJobFailure } from './job-failures'
import { getBudgets } from './operated-budgets'
import { getFailures } from './operated-failures'
import { getProcesses, getQueue } from './operated-queue'
import { getScansUnderWay } from './operated-scans'
import { reportProcess } from './processes'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn(), isTokenMode: () => false }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))
vi.mock('next/cache', () => ({ revalidatePath: vi.fn() }))

const { api, vault } = REPOSITORIES
const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld({ OPERATORS: `Ada, ${PEOPLE.alan}, stranger` })
  for (const login of ['ada', 'alan', 'grace', 'stranger'] as const) await signIn(login, world.github.issueToken)
  const { tools } = fakeTools()
  await db().organisation.create({ data: { githubId: HANGAR, login: 'hangar' } })
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(tools)
})
afterAll(() => world?.close())
beforeEach(async () => {
  asViewer('ada')
  await db().jobFailure.deleteMany()
  await db().$executeRaw`delete from graphile_worker._private_jobs`
})

test('whoever is no operator finds nothing, whatever they own, and somebody signed out is led to the sign-in', async () => {
  asViewer('grace')
  for (const read of [getQueue, getProcesses, getBudgets, getFailures, getScansUnderWay]) {
    await expect(read()).rejects.toMatchObject(NOT_FOUND)
  }
  await expect(retry({ id: '1' })).rejects.toMatchObject(NOT_FOUND)
  vi.mocked(getViewer).mockResolvedValue(null)
  await expect(getQueue()).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
  await expect(retry({ id: '1' })).rejects.toMatchObject({ digest: expect.stringContaining('/sign-in') })
})

test('failures name what GitHub shows the operator, and of the rest only the figure', async () => {
  await fail('audit-head', vault, 'vault is closed.')
  await fail('audit-head', api, 'api is closed.')
  await fail('list-organisation', null, 'hangar is closed.')
  const seen = async (login: keyof typeof PEOPLE) => {
    asViewer(login)
    const groups = await getFailures()
    expect(groups.map(({ task, code, count }) => [task, code, count])).toEqual([
      ['audit-head', 'forbidden', 2],
      ['list-organisation', 'forbidden', 1],
    ])
    return groups.map(({ examples }) => examples.map(({ about }) => about && [about.repository, about.message]))
  }
  expect(await seen('ada')).toEqual([
    [
      ['api', 'api is closed.'],
      ['vault', 'vault is closed.'],
    ],
    [[null, 'hangar is closed.']],
  ])
  // A member who is not shown the private repository, and may not know what the listing says of it.
  expect(await seen('alan')).toEqual([[['api', 'api is closed.'], null], [null]])
  expect(await seen('stranger')).toEqual([[null, null], [null]])
})

test('a repository that failed is looked at again, once, by whoever the organisation still has', async () => {
  await fail('audit-head', api, 'No.')
  await fail('audit-head', api, 'No.')
  await fail('audit-history', api, 'No.')
  asViewer('stranger')
  expect(await retry({ task: 'audit-head', code: 'forbidden' })).toEqual({ ok: true, done: 'Asked for one job again.' })
  expect(await retry({ task: 'audit-head', code: 'forbidden' })).toMatchObject({ ok: false })
  const [group] = await getFailures()
  expect(group).toMatchObject({ task: 'audit-history', count: 1 })
  expect(await retry({ id: group?.examples[0]?.id ?? '' })).toMatchObject({ ok: true })
  expect(await getFailures()).toEqual([])

  await runJobs(fakeTools().tools)
  const scans = await db().scan.findMany({
    where: { scope: 'repository' },
    select: { status: true, trigger: true, startedById: true, items: { select: { phase: true, status: true } } },
    orderBy: { id: 'asc' },
  })
  const done = { status: 'done', trigger: 'schedule', startedById: null }
  expect(scans).toEqual([
    { ...done, items: [{ phase: 'head', status: 'done' }] },
    { ...done, items: [{ phase: 'history', status: 'done' }] },
  ])
})

test('a repository whose audit is given up stands on the list, with the job and the sentence of its scan', async () => {
  const { scanId } = await startRepositoryScan(HANGAR, api, byPerson(PEOPLE.ada))
  const refuse = async () => {
    throw new AppError('invalid-input', 'This archive is not usable.')
  }
  await runJobs({ ...fakeTools().tools, rubricVersion: 'another', auditArchive: refuse })
  expect(await db().scanItem.findFirst({ where: { scanId } })).toMatchObject({ status: 'failed' })
  const about = { organisation: 'hangar', repository: 'api', message: 'This archive is not usable.' }
  expect(await getFailures()).toMatchObject([
    {
      task: 'audit-head',
      code: 'invalid-input',
      reason: 'Not usable',
      examples: [{ about, jobId: expect.any(String) }],
    },
  ])
})

test('what can not be asked for again stays on the list, and its reason is told', async () => {
  await fail('handle-webhook', null, 'No.')
  expect(await retry({ task: 'handle-webhook', code: 'forbidden' })).toMatchObject({ ok: false })
  expect(await getFailures()).toMatchObject([{ count: 1, withoutRetry: expect.stringContaining('redeliver') }])
})

test.each<Record<string, string>>([
  {},
  { id: '0' },
  { id: 'x' },
  { id: '1'.repeat(30) },
  { task: 'audit-head' },
  { task: '', code: '' },
])('a form that says %j is refused in words', async (fields) => {
  expect(await retry(fields)).toMatchObject({ ok: false, error: 'Choose what to ask for again.' })
})

test('the queue is told by task in words, and workers with what they are at', async () => {
  await enqueueAttribution(api)
  await enqueueAttribution(vault)
  await db().$executeRaw`
    update graphile_worker._private_jobs set locked_by = 'pool-7', locked_at = now() - interval '90 seconds', attempts = 1
    where key = ${`attribute:${api}`}`
  await reportProcess({ kind: 'worker', places: 5, poolIds: new Set(['pool-7']) })
  expect(await getQueue()).toMatchObject([
    { task: 'attribute-changes', title: 'Search for the commits behind changes', waiting: 1, running: 1, givenUp: 0 },
  ])
  const { processes, orphans } = await getProcesses()
  expect(orphans).toBe(0)
  expect(processes).toMatchObject([
    { kind: 'worker', places: 5, isSilent: false, jobs: [{ sinceSeconds: expect.any(Number) }] },
  ])
  await db().process.deleteMany()
  expect(await getProcesses()).toEqual({ processes: [], orphans: 1 })
})

test('budgets are told with whose they are, where GitHub shows it', async () => {
  await db().installation.create({
    data: { githubId: 77n, organisationId: HANGAR, repositorySelection: 'all', permissions: {} },
  })
  await db().rateBudget.deleteMany()
  const [soon, long] = [new Date(Date.now() + 60_000), new Date(Date.now() - 60_000)]
  await db().rateBudget.createMany({
    data: [
      { key: 'installation:77', resource: 'core', limit: 5000, remaining: 100, resetAt: soon },
      { key: 'installation:78', resource: 'core', limit: 5000, remaining: 0, resetAt: long },
      { key: 'user:11', resource: 'graphql', limit: 5000, remaining: 4000, resetAt: soon, blockedUntil: soon },
    ],
  })
  const told = async () => (await getBudgets()).map(({ account, remaining }) => [account, remaining])
  expect(await told()).toEqual([
    ['ada', 4000],
    ['hangar', 100],
    ['Installation 78', 5000],
  ])
  asViewer('stranger')
  expect((await told())[1]).toEqual(['Installation 77', 100])
})

test('scans under way are told with how far they are', async () => {
  const scan = await db().scan.create({
    data: {
      organisationId: HANGAR,
      scope: 'organisation',
      status: 'running',
      items: {
        create: [
          { repositoryId: api, phase: 'head', status: 'done' },
          { repositoryId: vault, phase: 'head', status: 'failed' },
          { repositoryId: api, phase: 'history', status: 'waiting' },
        ],
      },
    },
  })
  const figures = { id: String(scan.id), steps: 3, stepsDone: 2, failed: 1 }
  expect(await getScansUnderWay()).toMatchObject({ scans: [{ organisation: 'hangar', ...figures }], rechecks: 0 })
  asViewer('stranger')
  expect(await getScansUnderWay()).toMatchObject({ scans: [{ organisation: null, ...figures }] })
})

async function fail(task: string, repositoryId: bigint | null, message: string): Promise<void> {
  const { id } = await db().scan.findFirstOrThrow({ where: { organisationId: HANGAR } })
  const payload = { scanId: String(id), ...(repositoryId && { repositoryId: String(repositoryId) }) }
  const { code } = new AppError('forbidden', message)
  await storeJobFailure({ task, code, message, payload, jobId: '7' })
}

function retry(fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return retryFailedJobs(null, form)
}

function asViewer(login: keyof typeof PEOPLE): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
