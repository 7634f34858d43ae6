import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { clearJobs, fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { readSignalsAgain } from '@/lib/actions/signals'
import { findOrgAccess } from '@/lib/auth/access'
import { getViewer } from '@/lib/auth/viewer'
import { db } from '@/lib/data/db'
import { getRepositorySignals } from '@/lib/data/repository-signals'
import { askForSignals, askForSignalsAfterPush, refreshSignals } from './read-signals'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

vi.mock('@/lib/auth/viewer', () => ({ getViewer: vi.fn() }))
vi.mock('next/headers', () => ({ headers: async () => new Headers() }))

const { api, site, vault } = REPOSITORIES
const NOT_FOUND = { digest: 'NEXT_HTTP_ERROR_FALLBACK;404' }
let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  for (const login of ['ada', 'alan', 'stranger'] as const) await signIn(login, world.github.issueToken)
  for (const login of ['ada', 'alan'] as const) await findOrgAccess(PEOPLE[login], 'hangar')
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools().tools)
  world.github.changeSettings({ owner: 'hangar', repo: 'api', protection: { dependabotAlerts: true } })
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  world.github.clearCounters()
  await db().repositorySignals.deleteMany()
  await db().rateBudget.deleteMany()
  await clearJobs()
  await signIn('ada', world.github.issueToken)
  asViewer('ada')
})

test('a scan of the whole organisation reads no signals', async () => {
  await db().audit.deleteMany()
  await startOrganisationScan(HANGAR, byPerson(PEOPLE.ada))
  await runJobs(fakeTools('r-organisation').tools)
  expect(await db().repositorySignals.count()).toBe(0)
  expect(await waiting()).toEqual([])
})

test('whoever re-checks one repository has its signals read, also where its code is as it was', async () => {
  for (const rubric of ['r-again', 'r-again']) {
    await db().repositorySignals.deleteMany()
    await startRepositoryScan(HANGAR, api, byPerson(PEOPLE.alan))
    await runJobs(fakeTools(rubric).tools)
    expect(await stateOf(api, 'dependabot')).toBe('on')
  }
})

test('what was pushed is left to CI for a while, and further pushes add no reading', async () => {
  await startRepositoryScan(HANGAR, api, { trigger: 'webhook', startedById: null })
  await runJobs(fakeTools('r-pushed').tools)
  expect(await db().repositorySignals.count()).toBe(0)
  const [first, ...others] = await waiting()
  expect(others).toEqual([])
  expect(first?.run_at.getTime()).toBeGreaterThan(Date.now() + 5 * 60_000)
  await askForSignalsAfterPush(api)
  expect(await waiting()).toEqual([first])
})

test('a person gets through where the background leaves a reserve, and does not wait for what was put off', async () => {
  const budget = { key: `user:${PEOPLE.ada}`, limit: 5000, remaining: 300, resetAt: new Date(Date.now() + 3600_000) }
  for (const resource of ['core', 'graphql']) await db().rateBudget.create({ data: { ...budget, resource } })
  await refreshSignals({ repositoryId: api, askedById: null }, false)
  expect(await db().repositorySignals.count()).toBe(0)
  expect(world.github.counters().requests).toEqual({})
  expect((await waiting())[0]?.run_at.getTime()).toBeGreaterThan(Date.now() + 3000_000)
  await askForSignals(api, PEOPLE.ada)
  await runJobs(fakeTools().tools)
  expect(await stateOf(api, 'dependabot')).toBe('on')
})

test('readings that stop at one limit go on one after the other, and that of a person at once', async () => {
  const budget = { key: `user:${PEOPLE.ada}`, limit: 5000, remaining: 0, resetAt: new Date(Date.now() + 3600_000) }
  for (const resource of ['core', 'graphql']) await db().rateBudget.create({ data: { ...budget, resource } })
  await askForSignalsAfterPush(site)
  await askForSignalsAfterPush(vault)
  vi.spyOn(Math, 'random').mockReturnValue(1)
  await refreshSignals({ repositoryId: api, askedById: null }, false)
  await refreshSignals({ repositoryId: api, askedById: PEOPLE.ada }, false)
  vi.mocked(Math.random).mockRestore()
  const times = new Map((await waiting()).map(({ key, run_at: at }) => [key, at.getTime()]))
  const asked = times.get(`signals:${api}:asked`) ?? 0
  expect(asked).toBeGreaterThan(Date.now() + 3000_000)
  expect((times.get(`signals:${api}`) ?? 0) - asked).toBe(2 * 150)
})

test('an owner who signed in is asked with, whoever else wants to know; else only somebody who may read it', async () => {
  await readAs('alan', api)
  expect(await stateOf(api, 'dependabot')).toBe('on')
  await db().githubToken.deleteMany({ where: { userId: PEOPLE.ada } })
  await readAs('alan', api)
  expect(await stateOf(api, 'dependabot')).toBe('unknown')
  expect(await stateOf(api, 'branch-protection')).toBe('off')
  // Alan may not read it, and nobody else is left.
  await readAs('alan', vault)
  expect(await stateOf(vault, 'branch-protection')).toBe('unknown')
})

test('an outage is tried again, and at last leaves an earlier answer as it was', async () => {
  const job = { repositoryId: api, askedById: PEOPLE.ada }
  const breakDown = () => world.github.injectFault({ match: '/api/graphql', status: 502, times: 20 })
  breakDown()
  await expect(refreshSignals(job, false)).rejects.toMatchObject({ code: 'github-unavailable' })
  expect(await db().repositorySignals.count()).toBe(0)
  await refreshSignals(job, true)
  expect(await stateOf(api, 'dependabot')).toBe('unknown')
  world.github.clearFaults()
  await refreshSignals(job, false)
  breakDown()
  await refreshSignals(job, true)
  expect(await stateOf(api, 'dependabot')).toBe('on')
})

test('a repository that is not shown any more is unknown in everything', async () => {
  await readAs('ada', vault)
  expect(await stateOf(vault, 'code-owners')).toBe('off')
  await db().repository.update({ where: { githubId: vault }, data: { name: 'vanished' } })
  await readAs('ada', vault)
  expect(await stateOf(vault, 'code-owners')).toBe('unknown')
  await db().repository.update({ where: { githubId: vault }, data: { name: 'vault' } })
})

test('whoever sees the repository may ask, and sees the answer with its age; nobody else may', async () => {
  asViewer('alan')
  expect(await getRepositorySignals('hangar', 'api')).toBeNull()
  expect(await readSignalsAgain('hangar', 'api')).toEqual({ ok: true })
  expect(await readSignalsAgain('hangar', 'api')).toEqual({ ok: true })
  expect(await waiting()).toHaveLength(1)
  await runJobs(fakeTools().tools)
  const shown = await getRepositorySignals('hangar', 'api')
  expect(shown).toMatchObject({ isStale: false })
  expect(shown?.signals.map(({ id }) => id)).toEqual([
    'branch-protection',
    'required-reviews',
    'last-ci-result',
    'code-owners',
    'dependabot',
    'code-scanning',
    'secret-scanning',
  ])
  await db().repositorySignals.updateMany({ data: { readAt: new Date(Date.now() - 25 * 3600_000) } })
  expect(await getRepositorySignals('hangar', 'api')).toMatchObject({ isStale: true })

  for (const read of [readSignalsAgain, getRepositorySignals]) {
    await expect(read('hangar', 'vault')).rejects.toMatchObject(NOT_FOUND)
    asViewer('stranger')
    await expect(read('hangar', 'api')).rejects.toMatchObject(NOT_FOUND)
    asViewer('alan')
  }
  expect(await readSignalsAgain('hangar', 7 as never)).toMatchObject({ ok: false })
  expect(await waiting()).toEqual([])
})

test('what GitHub tells administrators alone is shown to them alone, whosever sign-in read it', async () => {
  world.github.changeSettings({
    owner: 'hangar',
    repo: 'api',
    protection: { dependabotAlerts: true, secretScanning: 'enabled' },
  })
  await readAs('ada', api)
  expect(await stateOf(api, 'dependabot')).toBe('on')
  expect(await shownTo('ada')).toMatchObject({ dependabot: 'on', 'branch-protection': 'off', 'code-owners': 'off' })
  const hidden = { dependabot: 'unknown', 'code-scanning': 'unknown', 'secret-scanning': 'unknown' }
  expect(await shownTo('alan')).toMatchObject({ ...hidden, 'branch-protection': 'off', 'code-owners': 'off' })

  await world.github.change({
    change: 'add-collaborator',
    owner: 'hangar',
    repo: 'api',
    login: 'outsider',
    permission: 'admin',
  })
  await world.github.change({
    change: 'add-collaborator',
    owner: 'hangar',
    repo: 'site',
    login: 'outsider',
    permission: 'push',
  })
  await signIn('outsider', world.github.issueToken)
  expect(await shownTo('outsider')).toMatchObject({ dependabot: 'on' })
  await readAs('ada', site)
  expect(await shownTo('outsider', 'site')).toMatchObject(hidden)
})

async function shownTo(login: 'ada' | 'alan' | 'outsider', name = 'api'): Promise<Record<string, string>> {
  asViewer(login)
  const shown = await getRepositorySignals('hangar', name)
  return Object.fromEntries((shown?.signals ?? []).map(({ id, state }) => [id, state]))
}

async function readAs(login: 'ada' | 'alan', repositoryId: bigint): Promise<void> {
  await refreshSignals({ repositoryId, askedById: PEOPLE[login] }, false)
}

async function stateOf(repositoryId: bigint, id: string): Promise<string | undefined> {
  const row = await db().repositorySignals.findUnique({ where: { repositoryId } })
  return (row?.signals as Record<string, { state: string }> | undefined)?.[id]?.state
}

async function waiting(): Promise<{ key: string; run_at: Date }[]> {
  return db().$queryRaw`select key, run_at from graphile_worker.jobs where task_identifier = 'read-signals'`
}

function asViewer(login: 'ada' | 'alan' | 'outsider' | 'stranger'): void {
  vi.mocked(getViewer).mockResolvedValue({ id: PEOPLE[login], login, name: null, avatarUrl: null })
}
