import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { removeMembership, renameOrganisation, setMembership } from './organisation-changes'
import { readWaiverList } from './organisation-waivers'
import { moveRepository, removeRepository, renameRepository } from './repository-changes'
import { storeRepositoryNow } from './store-listing'
import { addTeamMember, removeTeam, removeTeamMember, setTeamRepository, upsertTeam } from './team-changes'
import { readRepositoryWaivers } from './waivers'
import { parseWaiversQuery } from './waivers-query'

let database: Awaited<ReturnType<typeof createTestDatabase>>
let home: Awaited<ReturnType<typeof mintOrganisation>>
let other: Awaited<ReturnType<typeof mintOrganisation>>
let id: bigint

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})
beforeEach(async () => {
  home = await mintOrganisation()
  other = await mintOrganisation()
  id = await seedRepository(home.id, { name: 'api', states: [{ day: '2025-01-01', score: 50 }] })
})

test('a renamed repository keeps its audits', async () => {
  expect(await twice(() => renameRepository(id, 'service'))).toBe(true)
  expect(await read()).toMatchObject({ name: 'service', latestAuditId: expect.anything() })
})

test('a removed repository says why, and comes back with its audits when GitHub shows it again', async () => {
  expect(await removeRepository(home.id, id, 'It was deleted.')).toBe(true)
  expect(await removeRepository(home.id, id, 'Told a second time.')).toBe(true)
  expect(await read()).toMatchObject({ removedAt: expect.any(Date), removedReason: 'It was deleted.' })
  await twice(() => storeRepositoryNow(home.id, shown({})))
  expect(await read()).toMatchObject({ removedAt: null, removedReason: null, latestAuditId: expect.anything() })
})

test('a transferred repository takes its audits along, leaves its teams, and counts as its new owner says', async () => {
  await db().organisation.update({ where: { githubId: other.id }, data: { includeForks: true } })
  await db().repository.update({ where: { githubId: id }, data: { isFork: true, isCounted: false } })
  await seedTeam(home.id, 'core', [id])
  expect(await twice(() => moveRepository(id, other.id))).toBe(true)
  expect(await read()).toMatchObject({ organisationId: other.id, isCounted: true, latestAuditId: expect.anything() })
  expect(await db().teamRepository.count({ where: { repositoryId: id } })).toBe(0)
})

test.each([
  ['by its number', async () => void (await moveRepository(id, other.id))],
  ['by a list of its new owner', () => storeRepositoryNow(other.id, shown({}))],
])('waivers and links to badges end with a transfer that is told of %s, on the record of both', async (_, move) => {
  const waiver = { repositoryId: id, characteristic: 'readme', reason: 'Not ours.', createdByLogin: 'ada' }
  await db().waiver.create({ data: { ...waiver, expiresOn: new Date(Date.now() + 9 * 86_400_000) } })
  await twice(move)
  expect(await read()).toMatchObject({ organisationId: other.id, badgeGeneration: 1 })
  const access = {
    ...accessTo(other, [id]),
    repositoryId: id,
    repositoryName: 'api',
    administers: true,
    mayWrite: true,
  }
  const { active, past } = await readRepositoryWaivers(access)
  expect([active, past]).toMatchObject([[], [{ state: 'transferred', endedBy: null, endedAt: expect.any(String) }]])
  const logged = await db().loggedChange.findMany({ where: { repositoryId: id }, orderBy: { id: 'asc' } })
  expect(logged).toMatchObject([
    { organisationId: home.id, action: 'repository-left', personId: null },
    { organisationId: other.id, action: 'repository-arrived', personId: null },
  ])
})

test('why something was waived is told to nobody in the next organisation, however the waiver ended', async () => {
  const ended = { endedAt: new Date(), endedByLogin: 'ada' }
  const day = (days: number) => new Date(Date.now() + days * 86_400_000)
  const waiver = { repositoryId: id, reason: 'It is confidential.', createdByLogin: 'ada' }
  await db().waiver.createMany({
    data: [
      { ...waiver, characteristic: 'readme', expiresOn: day(9) },
      { ...waiver, characteristic: 'testing', expiresOn: day(-2) },
      { ...waiver, characteristic: 'retries', expiresOn: day(9), ...ended },
    ],
  })
  await moveRepository(id, 999_999n)
  const reasons = async () => (await db().waiver.findMany({ where: { repositoryId: id } })).map(({ reason }) => reason)
  expect(await reasons()).toEqual(Array(3).fill('It is confidential.'))
  await twice(() => moveRepository(id, other.id))
  expect(await reasons()).toEqual(['', '', ''])
  const repository = { repositoryId: id, repositoryName: 'api', administers: true, mayWrite: true }
  const { past } = await readRepositoryWaivers({ ...accessTo(other, [id]), ...repository })
  expect(past.map(({ state }) => state).sort()).toEqual(['expired', 'revoked', 'transferred'])
  const { total } = await readWaiverList(accessTo(other, [id]), parseWaiversQuery({ state: 'expired' }))
  expect(total).toBe(0)
})

test('a repository that left for an unknown owner is put on record as left once, also when that owner is known later', async () => {
  await moveRepository(id, 999_999n)
  await twice(() => moveRepository(id, other.id))
  const logged = await db().loggedChange.findMany({ where: { repositoryId: id }, orderBy: { id: 'asc' } })
  expect(logged).toMatchObject([
    { organisationId: home.id, action: 'repository-left' },
    { organisationId: other.id, action: 'repository-arrived' },
  ])
})

test('what is stored again where it belongs keeps its waivers and links', async () => {
  const waiver = { repositoryId: id, characteristic: 'readme', reason: 'For now.', createdByLogin: 'ada' }
  await db().waiver.create({ data: { ...waiver, expiresOn: new Date(Date.now() + 9 * 86_400_000) } })
  await storeRepositoryNow(home.id, shown({}))
  expect(await read()).toMatchObject({ badgeGeneration: 0 })
  expect(await db().waiver.count({ where: { repositoryId: id, endedAt: null } })).toBe(1)
  await twice(() => moveRepository(id, 999_999n))
  expect(await read()).toMatchObject({ badgeGeneration: 1 })
  expect(await db().waiver.count({ where: { repositoryId: id, endedAt: null } })).toBe(0)
})

test('a repository that went to an unknown owner is removed with that reason', async () => {
  expect(await moveRepository(id, 999_999n)).toBe(true)
  const gone = { organisationId: home.id, removedReason: expect.stringContaining('transferred') }
  expect(await read()).toMatchObject(gone)
})

test('whether a repository counts follows what GitHub shows of it', async () => {
  await twice(() => storeRepositoryNow(home.id, shown({ isArchived: true })))
  expect(await read()).toMatchObject({ isArchived: true, isPrivate: false, isCounted: false })
  await storeRepositoryNow(home.id, shown({ isPrivate: true }))
  expect(await read()).toMatchObject({ isArchived: false, isPrivate: true, isCounted: true })
  await storeRepositoryNow(home.id, shown({ isFork: true }))
  expect(await read()).toMatchObject({ isFork: true, isCounted: false })
})

test('changes of unknown repositories change nothing', async () => {
  const before = await db().repository.count()
  const answers = await Promise.all([
    renameRepository(1n, 'x'),
    removeRepository(home.id, 1n, 'x'),
    moveRepository(1n, other.id),
  ])
  expect(answers).toEqual([false, false, false])
  expect(await db().repository.count()).toBe(before)
})

test('a team is created, renamed, given work and people, and removed', async () => {
  const team = { githubId: 70n, slug: 'core', name: 'Core', description: null }
  const ada = { githubId: 71n, login: 'ada', name: 'Ada', avatarUrl: null }
  await twice(() => upsertTeam(home.id, team))
  await upsertTeam(home.id, { ...team, slug: 'kernel' })
  await twice(() => setTeamRepository(home.id, 70n, id, 'push'))
  await twice(() => addTeamMember(home.id, 70n, ada))
  await addTeamMember(home.id, 70n, { ...ada, name: null })
  expect(await readTeam(70n)).toMatchObject({
    slug: 'kernel',
    repositories: [{ repositoryId: id, permission: 'PUSH' }],
    members: [{ user: { login: 'ada', name: 'Ada' } }],
  })
  await twice(() => setTeamRepository(home.id, 70n, id, null))
  await twice(() => removeTeamMember(home.id, 70n, 71n))
  expect(await readTeam(70n)).toMatchObject({ repositories: [], members: [] })
  await twice(() => removeTeam(home.id, 70n))
  expect(await readTeam(70n)).toBeNull()
})

test('what a change of a team names must be known', async () => {
  await upsertTeam(999_999n, { githubId: 80n, slug: 'x', name: 'X', description: null })
  await setTeamRepository(home.id, 80n, id, 'pull')
  await addTeamMember(home.id, 80n, { githubId: 81n, login: 'x', name: null, avatarUrl: null })
  expect(await readTeam(80n)).toBeNull()
})

test('somebody who leaves an organisation is in none of its teams', async () => {
  const ada = { githubId: 91n, login: 'ada', name: null, avatarUrl: null }
  await twice(() => setMembership(home.id, ada, 'member'))
  await setMembership(home.id, ada, 'admin')
  await setMembership(999_999n, ada, 'admin')
  expect(await db().membership.findMany({ where: { userId: 91n } })).toMatchObject([{ role: 'admin' }])
  await seedTeam(home.id, 'core', [], [91n])
  const elsewhere = await seedTeam(other.id, 'core', [], [91n])
  await twice(() => removeMembership(home.id, 91n))
  expect(await db().teamMembership.findMany({ where: { userId: 91n } })).toEqual([{ teamId: elsewhere, userId: 91n }])
})

test('an organisation is renamed', async () => {
  await twice(() => renameOrganisation(home.id, 'renamed'))
  expect(await db().organisation.findUnique({ where: { githubId: home.id } })).toMatchObject({ login: 'renamed' })
})

async function twice<T>(change: () => Promise<T>): Promise<T> {
  await change()
  return change()
}

function read() {
  return db().repository.findUnique({ where: { githubId: id } })
}

function readTeam(githubId: bigint) {
  return db().team.findUnique({
    where: { githubId },
    include: { repositories: true, members: { include: { user: true } } },
  })
}

function shown(flags: Partial<Record<'isPrivate' | 'isArchived' | 'isFork', boolean>>) {
  const none = { isPrivate: false, isArchived: false, isFork: false }
  const about = { description: null, language: 'Python', languages: ['Python'], defaultBranch: 'main', pushedAt: null }
  return { githubId: id, name: 'api', ...none, ...flags, ...about, head: null }
}
