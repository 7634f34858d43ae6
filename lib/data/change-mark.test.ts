import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { readChangeMark } from './change-mark'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { pruneRecords } from './prune-records'

vi.mock('@/lib/auth/access', () => ({ requireOrgAccess: vi.fn() }))
vi.mock('@/lib/env', () => ({ env: () => ({ DATABASE_URL: process.env.DATABASE_URL }) }))

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
  process.env.DATABASE_URL = database.url
})
afterAll(async () => {
  await db().$disconnect()
  await database.drop()
})

let organisation: Awaited<ReturnType<typeof mintOrganisation>>
let api: bigint
let site: bigint
let core: bigint

beforeEach(async () => {
  organisation = await mintOrganisation()
  api = await seedRepository(organisation.id, { name: 'api' })
  site = await seedRepository(organisation.id, { name: 'site' })
  core = await seedTeam(organisation.id, 'core', [api])
})

const read = () => readChangeMark(accessTo(organisation, [api, site]))
const give = (repositoryId: bigint) =>
  db().teamRepository.create({ data: { teamId: core, repositoryId, permission: 'push' } })

test.each([
  ['has another name', () => db().team.update({ where: { githubId: core }, data: { name: 'Crew' } })],
  ['is given a repository', () => give(site)],
  ['has a repository instead of another', swap],
  ['is gone', () => db().team.delete({ where: { githubId: core } })],
])('the mark is another one when a team %s', async (_, change) => {
  const before = await read()
  expect(await read()).toBe(before)
  await change()
  expect(await read()).not.toBe(before)
})

async function swap(): Promise<void> {
  await db().teamRepository.delete({ where: { teamId_repositoryId: { teamId: core, repositoryId: api } } })
  await give(site)
}

test('a change that is stored after a later one is told, too', async () => {
  const slow = new pg.Client({ connectionString: database.url })
  await slow.connect()
  await slow.query(`begin; insert into team_repositories values (${core}, ${site}, 'push')`)
  await db().$executeRaw`delete from team_repositories where team_id = ${core} and repository_id = ${api}`
  await give(api)
  const before = await read()
  await slow.query('commit')
  await slow.end()
  expect(await read()).not.toBe(before)
})

test('of what told of changed teams the newest stays, and nothing of teams that are gone', async () => {
  await swap()
  const gone = await seedTeam(organisation.id, 'gone', [api])
  await db().team.delete({ where: { githubId: gone } })
  const newest = await db().teamChange.findFirstOrThrow({ where: { teamId: core }, orderBy: { id: 'desc' } })
  await db().$executeRaw`update team_changes set changed_at = now() - interval '2 days'`
  await pruneRecords('engine')
  expect(await db().teamChange.findMany({ where: { teamId: { in: [core, gone] } } })).toMatchObject([{ id: newest.id }])
})
