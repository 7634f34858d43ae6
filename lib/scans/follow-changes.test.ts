import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OrganisationChangeInput } from '@/e2e/github/changes/change'
import { HANGAR, PEOPLE, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { storeOrganisation } from '@/lib/data/visibility'
import { byPerson, startOrganisationScan, startRepositoryScan } from './start-scan'

const TOWER = 200n

let world: Awaited<ReturnType<typeof startScanWorld>>
let count = 0
/** GitHub gives no number twice, of what was deleted neither. */
let lastId = 5000
/** A repository of its own for each test. */
let repo: string
let id: bigint
let head: string

beforeAll(async () => {
  world = await startScanWorld()
  await signIn('ada', world.github.issueToken)
  await signIn('alan', world.github.issueToken)
  await know(HANGAR, 'hangar')
})
afterAll(() => world?.close())
beforeEach(async () => {
  count += 1
  repo = `thing-${count}`
  id = await create(repo)
  head = await push(repo, 'x = 1\n')
  await scan()
  expect(await read()).toMatchObject({ name: repo, headCommit: head, latestAudit: { commit: head } })
})

test('a renamed repository keeps its id, its audits and its teams, and is not read again', async () => {
  await world.github.change({ change: 'grant-team-repository', owner: 'hangar', team: 'engines', repo })
  await scan()
  await world.github.change({ change: 'rename-repository', owner: 'hangar', repo, name: `${repo}-renamed` })
  expect(await scan()).toEqual([])
  expect(await read()).toMatchObject({ name: `${repo}-renamed`, removedAt: null, latestAudit: { commit: head } })
  expect(await db().teamRepository.count({ where: { repositoryId: id } })).toBe(1)
})

test('a repository that went to an organisation that is known goes there with its audits', async () => {
  await know(TOWER, 'tower')
  await change('transfer-repository', { to: 'tower' })
  await scan()
  expect(await read()).toMatchObject({ organisationId: TOWER, removedAt: null, latestAudit: { commit: head } })
})

test('a repository that went to an owner who is not known is removed and says so', async () => {
  await db().organisation.deleteMany({ where: { githubId: TOWER } })
  await change('transfer-repository', { to: 'tower' })
  await scan()
  const gone = {
    organisationId: HANGAR,
    removedAt: expect.any(Date),
    removedReason: expect.stringContaining('transferred'),
  }
  expect(await read()).toMatchObject(gone)
})

test('a repository that comes back is restored with its audits and not read again', async () => {
  await db().organisation.deleteMany({ where: { githubId: TOWER } })
  await change('transfer-repository', { to: 'tower' })
  await scan()
  await world.github.change({ change: 'transfer-repository', owner: 'tower', repo, to: 'hangar' })
  expect(await scan()).toEqual([])
  const back = { organisationId: HANGAR, removedAt: null, removedReason: null, latestAudit: { commit: head } }
  expect(await read()).toMatchObject(back)
})

test('a repository that becomes private or public is noted as such', async () => {
  await change('set-visibility', { private: true })
  await scan()
  expect(await read()).toMatchObject({ isPrivate: true })
  await change('set-visibility', { private: false })
  await scan()
  expect(await read()).toMatchObject({ isPrivate: false })
})

test('an archived repository stays, stops to count, and counts again when it is taken up', async () => {
  await change('archive-repository')
  await scan()
  expect(await read()).toMatchObject({ isArchived: true, isCounted: false, removedAt: null })
  await change('unarchive-repository')
  await scan()
  expect(await read()).toMatchObject({ isArchived: false, isCounted: true, latestAudit: { commit: head } })
})

test('the head of another default branch is audited, even an older one, and the history goes on', async () => {
  await change('create-branch', { branch: 'trunk' })
  const older = await push(repo, 'x = 2\n', { branch: 'trunk', date: '2024-01-01T00:00:00Z' })
  await change('set-default-branch', { branch: 'trunk' })
  expect(await scan()).toContain(older)
  expect(await read()).toMatchObject({ defaultBranch: 'trunk', headCommit: older, latestAudit: { commit: older } })
  expect(await db().audit.count({ where: { repositoryId: id } })).toBe(2)
})

test('a deleted repository is removed, and another one of its name is another repository', async () => {
  await change('delete-repository')
  const second = await create(repo)
  const other = await push(repo, 'y = 1\n')
  expect(await scan()).toEqual([other])
  expect(await read()).toMatchObject({ removedAt: expect.any(Date), removedReason: expect.stringContaining('deleted') })
  expect(await db().audit.count({ where: { repositoryId: id } })).toBe(1)
  expect(await read(second)).toMatchObject({ name: repo, removedAt: null, latestAudit: { commit: other } })
})

test('one listing asks after a hundred missing repositories, and the next ones after the rest', async () => {
  const flags = { isPrivate: false, isArchived: false, isFork: false }
  const missing = Array.from({ length: 130 }, (_, index) => ({ githubId: BigInt(900_000 + index), name: `m${index}` }))
  await db().repository.createMany({ data: missing.map((each) => ({ ...each, ...flags, organisationId: HANGAR })) })
  const countRemoved = () => db().repository.count({ where: { githubId: { gte: 900_000n }, removedAt: { not: null } } })
  world.github.clearCounters()
  await scan()
  expect(await countRemoved()).toBe(100)
  const asked = Object.entries(world.github.counters().requests).filter(([route]) => route.includes('/repositories/'))
  expect(asked.reduce((sum, [, times]) => sum + times, 0)).toBe(100)
  await scan()
  expect(await countRemoved()).toBe(130)
})

test('what somebody else than an owner does not see is not taken for gone', async () => {
  await change('set-visibility', { private: true })
  await scan()
  await scan(PEOPLE.alan)
  await change('delete-repository')
  await scan(PEOPLE.alan)
  expect(await read()).toMatchObject({ removedAt: null })
})

test('a renamed organisation is found by its repositories and listed under its new name', async () => {
  await world.github.change({ change: 'rename-organisation', owner: 'hangar', login: 'hangar-works' })
  const next = await push(repo, 'x = 3\n', { owner: 'hangar-works' })
  expect(await scan()).toEqual([next])
  expect(await db().organisation.findUnique({ where: { githubId: HANGAR } })).toMatchObject({ login: 'hangar-works' })
  await world.github.change({ change: 'rename-organisation', owner: 'hangar-works', login: 'hangar' })
  await scan()
})

test('a re-check follows a rename by number and audits the head under the new name', async () => {
  await change('rename-repository', { name: `${repo}-renamed` })
  // Whoever takes the old name is somebody else.
  await create(repo)
  await push(repo, 'impostor = 1\n')
  const next = await push(`${repo}-renamed`, 'x = 4\n')
  expect(await recheck()).toEqual([next])
  expect(await read()).toMatchObject({ name: `${repo}-renamed`, latestAudit: { commit: next } })
})

test('a re-check of a repository that went elsewhere says so, and not where it is', async () => {
  await know(TOWER, 'tower')
  await change('transfer-repository', { to: 'tower' })
  expect(await recheck()).toEqual([])
  const item = await db().scanItem.findFirst({ where: { repositoryId: id }, orderBy: { scanId: 'desc' } })
  expect(item).toMatchObject({ status: 'failed', reason: 'The repository was transferred to another owner.' })
  expect(await read()).toMatchObject({ organisationId: TOWER })
})

test('a re-check that GitHub answers with nothing removes nothing', async () => {
  await change('delete-repository')
  expect(await recheck()).toEqual([])
  expect(await read()).toMatchObject({ removedAt: null })
})

test('a changed repository costs two requests besides the list', async () => {
  await push(repo, 'x = 5\n')
  world.github.clearCounters()
  await scan()
  const { requests } = world.github.counters()
  expect(Object.entries(requests).filter(([route]) => !route.includes('graphql'))).toEqual([
    [expect.stringContaining('tarball'), 1],
    [expect.stringContaining('_codeload'), 1],
  ])
  expect(requests['POST /api/graphql']).toBe(1)
})

/** Scans the organisation; answers the commits that were audited for the first time, the past left out. */
async function scan(as: bigint = PEOPLE.ada): Promise<string[]> {
  const { tools, seen } = fakeTools()
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(as))
  await db().repository.updateMany({ data: { backfilledAt: new Date() } })
  await runJobs(tools)
  expect(await db().scan.findUnique({ where: { id: scanId } })).toMatchObject({ status: 'done', reason: null })
  return seen.map(({ commit }) => commit)
}

async function recheck(): Promise<string[]> {
  const { tools, seen } = fakeTools()
  await startRepositoryScan(HANGAR, id, byPerson(PEOPLE.ada))
  await runJobs(tools)
  return seen.map(({ commit }) => commit)
}

function read(githubId = id) {
  return db().repository.findUnique({ where: { githubId }, include: { latestAudit: { select: { commit: true } } } })
}

async function change<N extends OrganisationChangeInput['change']>(name: N, rest: object = {}): Promise<void> {
  await world.github.change({ change: name, owner: 'hangar', repo, ...rest } as OrganisationChangeInput)
}

async function create(name: string): Promise<bigint> {
  lastId += 1
  const made = { owner: 'hangar', repo: name, id: lastId, language: 'Python' }
  await world.github.change({ change: 'create-repository', ...made })
  return BigInt(lastId)
}

async function push(
  name: string,
  content: string,
  { owner = 'hangar', ...rest }: { owner?: string; branch?: string; date?: string } = {},
): Promise<string> {
  const { sha } = await world.github.push({
    owner,
    repo: name,
    files: { 'main.py': content },
    message: 'Change',
    ...rest,
  })
  return sha
}

async function know(githubId: bigint, login: string): Promise<void> {
  await storeOrganisation({ githubId, login, name: null, description: null, avatarUrl: null })
}
