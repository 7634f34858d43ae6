import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { OrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { storeOrganisationSettings } from './organisation-settings'
import { pruneRecords } from './prune-records'
import { moveRepository, removeRepository } from './repository-changes'
import { dayBefore } from './trend-days'
import { readTrendSet, readTrendSets } from './trend-sets'
import { readOrganisationTrend } from './trends'
import { storeVisibility } from './visibility'

vi.mock('@/lib/auth/access', () => ({}))
vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database?.drop()
})

const today = dayBefore(0)
const yearAgo = dayBefore(365)
const KINDS = { includeForks: false, includeArchived: false, includeNonPython: false, pullRequestBar: null }

let organisation: Awaited<ReturnType<typeof mintOrganisation>>
/** Three with code of long ago. */
let ids: [bigint, bigint, bigint]
let access: OrgAccess

beforeEach(async () => {
  organisation = await mintOrganisation()
  const seed = (name: string) => seedRepository(organisation.id, { name, states: [{ day: dayBefore(100), score: 50 }] })
  ids = [await seed('one'), await seed('two'), await seed('three')]
  access = accessTo(organisation, ids)
  await db().organisation.update({ where: { githubId: organisation.id }, data: { syncedAt: new Date() } })
  await db().user.upsert({ where: { githubId: 1n }, create: { githubId: 1n, login: 'ada' }, update: {} })
})

const read = (over: Partial<OrgAccess> = {}, since = yearAgo) => readTrendSet({ ...access, ...over }, since)
const archive = (githubId: bigint, isArchived = true) =>
  db().repository.update({ where: { githubId }, data: { isArchived, isCounted: !isArchived } })

test('nothing changed is nothing told', async () => {
  expect(await read()).toEqual({ events: [], leftOut: 0 })
})

test('repositories that count no more are told with their day and counted under the trend, once', async () => {
  await archive(ids[0])
  await archive(ids[1])
  const told = { events: [{ day: today, what: 'left-out', repositories: 2 }], leftOut: 2 }
  expect(await read()).toEqual(told)
  expect(await readOrganisationTrend(access)).toMatchObject(told)
  expect(await read({}, today)).toEqual({ events: [], leftOut: 0 })
})

test('a day on which a repository stops and begins again is none of a change', async () => {
  await archive(ids[0])
  await archive(ids[0], false)
  expect(await read()).toEqual({ events: [], leftOut: 0 })
})

test('one that counts again is told from the day on which it does, and left out no more', async () => {
  await archive(ids[0])
  await db().$executeRaw`update counting_changes set changed_on = changed_on - 40`
  await archive(ids[0], false)
  expect(await read()).toEqual({ events: [{ day: today, what: 'counted', repositories: 1 }], leftOut: 0 })
})

test('settings of the organisation are told by what they change', async () => {
  await db().repository.updateMany({ where: { githubId: ids[0] }, data: { isFork: true } })
  await storeOrganisationSettings(organisation.id, KINDS, null)
  expect(await read()).toMatchObject({ leftOut: 1 })
})

test('a repository without code by then is not told of: it changes no point', async () => {
  const empty = await seedRepository(organisation.id, { name: 'empty' })
  access = accessTo(organisation, [...ids, empty])
  await archive(empty)
  expect(await read()).toEqual({ events: [], leftOut: 0 })
})

test('a repository that is listed later with older code is told, and those of the first listing are not', async () => {
  const late = await seedRepository(organisation.id, { name: 'late', states: [{ day: dayBefore(60), score: 1 }] })
  const fresh = await seedRepository(organisation.id, { name: 'fresh', states: [{ day: today, score: 1 }] })
  access = accessTo(organisation, [...ids, late, fresh])
  expect(await read()).toEqual({ events: [{ day: today, what: 'counted', repositories: 1 }], leftOut: 0 })
})

test('one that a viewer may not read is told to nobody else, a removed one where it was public and to owners', async () => {
  await archive(ids[0])
  expect(await read({ repositoryIds: ids.slice(1) })).toMatchObject({ leftOut: 0 })
  await db().repository.update({ where: { githubId: ids[1] }, data: { isPrivate: true } })
  await removeRepository(organisation.id, ids[1], 'It was deleted.')
  const others = { repositoryIds: [ids[2]] }
  expect(await read(others)).toMatchObject({ leftOut: 0 })
  expect(await read({ ...others, role: 'admin' })).toMatchObject({ leftOut: 1 })
  await removeRepository(organisation.id, ids[2], 'It was deleted.')
  expect(await read({ repositoryIds: [] })).toMatchObject({ leftOut: 1 })
  expect(await read({ repositoryIds: [], role: 'collaborator' })).toMatchObject({ leftOut: 0 })
})

test('one that was archived in public and made private later is told to owners alone once it is gone', async () => {
  await archive(ids[0])
  await db().repository.update({ where: { githubId: ids[0] }, data: { isPrivate: true } })
  const others = { repositoryIds: ids.slice(1) }
  expect(await read(others)).toMatchObject({ leftOut: 0 })
  await removeRepository(organisation.id, ids[0], 'It was deleted.')
  expect(await read(others)).toMatchObject({ leftOut: 0 })
  expect(await read({ ...others, role: 'admin' })).toMatchObject({ leftOut: 1 })
})

test('a team is told of a repository that went to another organisation, as of others that it had', async () => {
  const flight = await seedTeam(organisation.id, 'flight', [ids[0], ids[1]])
  const other = await mintOrganisation()
  await db().organisation.update({ where: { githubId: other.id }, data: { syncedAt: new Date() } })
  await moveRepository(ids[0], other.id)
  expect(await readTrendSet(access, yearAgo, flight)).toMatchObject({ leftOut: 1 })
  const changes = await db().countingChange.findMany({ where: { repositoryId: ids[0] }, orderBy: { counts: 'asc' } })
  expect(changes).toMatchObject([
    { organisationId: organisation.id, counts: false, teamIds: [flight] },
    { organisationId: other.id, counts: true, teamIds: [] },
  ])
})

test('each team is told of its own, of removed ones, too', async () => {
  const flight = await seedTeam(organisation.id, 'flight', [ids[0], ids[1]])
  const crew = await seedTeam(organisation.id, 'crew', [ids[2]])
  await archive(ids[0])
  await removeRepository(organisation.id, ids[1], 'It was deleted.')
  await db().teamRepository.deleteMany({ where: { repositoryId: ids[1] } })
  expect(await readTrendSet(access, yearAgo, flight)).toMatchObject({ leftOut: 2 })
  expect(await readTrendSet(access, yearAgo, crew)).toEqual({ events: [], leftOut: 0 })
  const sets = await readTrendSets(access, yearAgo)
  expect(sets.get(flight.toString())?.leftOut).toBe(2)
  expect(sets.has(crew.toString())).toBe(false)
})

/** GitHub's word on what the viewer may read, `daysAgo` days ago. */
async function see(repositoryIds: readonly bigint[], { daysAgo = 0, isComplete = true } = {}) {
  const seen = { role: 'member' as const, repositoryIds, administeredIds: [], writableIds: [], isComplete }
  const about = { githubId: organisation.id, login: organisation.login, avatarUrl: null }
  await storeVisibility(1n, about, { ...seen, fetchedAt: new Date() })
  await db().$executeRaw`
    update visibility_changes set changed_on = changed_on - ${daysAgo}::int, previous_on = previous_on - ${daysAgo}::int
    where changed_on = ${today}::date`
}

test('what a viewer may read from a day on is told to them alone, more and fewer', async () => {
  await see([ids[0], ids[1]])
  expect(await read()).toEqual({ events: [], leftOut: 0 })
  await see([ids[0], ids[2]], { daysAgo: 30 })
  access = accessTo(organisation, [ids[0], ids[2]])
  const day = dayBefore(30)
  expect((await read()).events).toEqual([
    { day, what: 'seen', repositories: 1 },
    { day, what: 'unseen', repositories: 1 },
  ])
  expect(await read({ viewerId: 2n })).toEqual({ events: [], leftOut: 0 })
})

test('what became of a repository that a viewer may not read any more is not told to them, nor whose it is', async () => {
  await see(ids)
  await see(ids.slice(1), { daysAgo: 30 })
  access = accessTo(organisation, ids.slice(1))
  const told = await read()
  expect(told.events).toEqual([{ day: dayBefore(30), what: 'unseen', repositories: 1 }])
  const team = await seedTeam(organisation.id, 'flight', [ids[0]])
  expect(await readTrendSet(access, yearAgo, team)).toEqual({ events: [], leftOut: 0 })
  await db().repository.update({ where: { githubId: ids[0] }, data: { isPrivate: true } })
  await removeRepository(organisation.id, ids[0], 'It was deleted.')
  expect(await read()).toEqual(told)
})

test.each([
  ['archived', (id: bigint) => archive(id)],
  ['made private and deleted', (id: bigint) => hideAndRemove(id)],
])('what a viewer may not read any more stays told as unseen when it is %s the day after', async (_, change) => {
  await see(ids)
  await see(ids.slice(1), { daysAgo: 1 })
  access = accessTo(organisation, ids.slice(1))
  const told = await read()
  expect(told).toEqual({ events: [{ day: dayBefore(1), what: 'unseen', repositories: 1 }], leftOut: 0 })
  await change(ids[0])
  expect(await read()).toEqual(told)
})

async function hideAndRemove(githubId: bigint): Promise<void> {
  await db().repository.update({ where: { githubId }, data: { isPrivate: true } })
  await removeRepository(organisation.id, githubId, 'It was deleted.')
}

test('a repository that began to count since the viewer last looked is told once, however long ago both were', async () => {
  await see(ids)
  const late = await seedRepository(organisation.id, { name: 'late', states: [{ day: dayBefore(60), score: 1 }] })
  await db().$executeRaw`update counting_changes set changed_on = changed_on - 4 where repository_id = ${late}`
  await db().$executeRaw`update visibilities set fetched_at = fetched_at - interval '6 days' where user_id = 1`
  await see([...ids, late])
  access = accessTo(organisation, [...ids, late])
  expect((await read()).events).toEqual([{ day: dayBefore(4), what: 'counted', repositories: 1 }])
})

test('a repository that began to count long before the viewer may read it is told to them as seen', async () => {
  const late = await seedRepository(organisation.id, { name: 'late', states: [{ day: dayBefore(60), score: 1 }] })
  await db().$executeRaw`update counting_changes set changed_on = changed_on - 4 where repository_id = ${late}`
  await see(ids)
  await see([...ids, late])
  access = accessTo(organisation, [...ids, late])
  expect((await read({}, dayBefore(3))).events).toEqual([{ day: today, what: 'seen', repositories: 1 }])
})

test('access that comes and goes on one day, and a list that GitHub called short, are no change', async () => {
  await see(ids)
  await see([ids[0]])
  await see(ids)
  expect((await read()).events).toEqual([])
  await see([ids[0]], { isComplete: false })
  await see(ids)
  expect((await read()).events).toEqual([])
})

test('a repository that is removed or archived is not told as one that the viewer may not read any more, too', async () => {
  await see(ids)
  await removeRepository(organisation.id, ids[0], 'It was deleted.')
  await see(ids.slice(1))
  access = accessTo(organisation, ids.slice(1))
  expect(await read()).toEqual({ events: [{ day: today, what: 'left-out', repositories: 1 }], leftOut: 1 })
})

test('what a person could see more than two years ago is forgotten', async () => {
  await see([ids[0]])
  await see(ids, { daysAgo: 800 })
  await pruneRecords('engine')
  expect(await db().visibilityChange.count({ where: { organisationId: organisation.id } })).toBe(0)
})
