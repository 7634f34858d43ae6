import { afterAll, beforeAll, expect, test } from 'vitest'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { keepToken } from '@/lib/auth/github-token'
import { db } from '@/lib/data/db'
import { storeUser } from '@/lib/data/users'
import { storeOrganisation } from '@/lib/data/visibility'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

const ADA = 11n
const HANGAR = 100n
const API = 1001n

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await storeUser({ id: ADA, login: 'ada', name: null, avatarUrl: null })
  await storeOrganisation({ githubId: HANGAR, login: 'hangar', name: null, description: null, avatarUrl: null })
  const accessToken = world.github.issueToken('ada')
  await keepToken(ADA, {
    accessToken,
    accessTokenExpiresAt: null,
    refreshToken: null,
    refreshTokenExpiresAt: null,
    scope: '',
  })
})

afterAll(() => world?.close())

test('a first scan stores the organisation, the head of every repository and the months before', async () => {
  const { tools, seen } = fakeTools()
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(ADA))
  await runJobs(tools)

  const scan = await db().scan.findUniqueOrThrow({ where: { id: scanId }, include: { items: true } })
  expect(scan).toMatchObject({ status: 'done', reason: null, unchanged: 0 })
  expect(scan.items.every((item) => item.status === 'done')).toBe(true)
  expect(scan.apiRequests).toBeGreaterThan(5)
  expect(seen.every(({ bytes }) => bytes > 0)).toBe(true)

  const repositories = await db().repository.findMany({ include: { latestAudit: true }, orderBy: { githubId: 'asc' } })
  expect(repositories.map(({ name, latestAudit }) => [name, latestAudit?.commit])).toEqual([
    ['api', world.heads.api],
    ['site', world.heads.site],
    ['vault', world.heads.vault],
    ['empty', undefined],
  ])
  expect(await db().teamRepository.count()).toBe(3)
  expect(await db().membership.count({ where: { organisationId: HANGAR } })).toBe(3)
})

test('a second scan of unchanged repositories downloads nothing', async () => {
  world.github.clearCounters()
  const { tools, seen } = fakeTools()
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(ADA))
  await runJobs(tools)
  expect(seen).toEqual([])
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({ status: 'done', unchanged: 3 })
  expect(
    Object.keys(world.github.counters().requests ?? {}).filter((route) => /tarball|_codeload/.test(route)),
  ).toEqual([])
})

test('a re-check of one repository audits its new head only', async () => {
  const { sha } = await world.github.push({
    owner: 'hangar',
    repo: 'api',
    files: { 'new.py': 'x = 1\n' },
    message: 'New',
  })
  const { tools, seen } = fakeTools()
  await startRepositoryScan(HANGAR, API, byPerson(ADA))
  await runJobs(tools)
  expect(seen.map(({ commit }) => commit)).toEqual([sha])
  const repository = await db().repository.findUniqueOrThrow({
    where: { githubId: API },
    include: { latestAudit: true },
  })
  expect(repository.latestAudit?.commit).toBe(sha)
})

test('new rules make every head be audited again, once', async () => {
  const { tools, seen } = fakeTools('r2')
  await startOrganisationScan(HANGAR, byPerson(ADA))
  await runJobs(tools)
  expect(seen.map(({ repository }) => repository).sort()).toEqual(['hangar/api', 'hangar/site', 'hangar/vault'])
})

test('two clicks begin one scan', async () => {
  const [first, second] = await Promise.all([
    startOrganisationScan(HANGAR, byPerson(ADA)),
    startOrganisationScan(HANGAR, byPerson(ADA)),
  ])
  expect(first.scanId).toBe(second.scanId)
  expect([first.isNew, second.isNew].sort()).toEqual([false, true])
  await runJobs(fakeTools('r2').tools)
})
