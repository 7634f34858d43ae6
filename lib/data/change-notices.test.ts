import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { STANDARD_WEIGHTS } from '@/lib/checks/weights'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { mintOrganisation, seedRepository } from './fixtures/organisation'
import { storeOrganisationSettings } from './organisation-settings'
import { removeRepository } from './repository-changes'
import { storeRepositoryNow } from './store-listing'
import { storeWeights } from './store-weights'

const NONE = { includeForks: false, includeArchived: false, includeNonPython: false, pullRequestBar: null }
let database: Awaited<ReturnType<typeof createTestDatabase>>
let organisation: Awaited<ReturnType<typeof mintOrganisation>>
let client: pg.Client
let notices: unknown[] = []
let [plain, fork] = [0n, 0n]

beforeAll(async () => {
  database = await createTestDatabase()
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
  organisation = await mintOrganisation()
  plain = await seedRepository(organisation.id, { name: 'plain', states: [] })
  fork = await seedRepository(organisation.id, { name: 'fork', states: [] })
  for (let number = 0; number < 20; number += 1) {
    await seedRepository(organisation.id, { name: `fork-${number}`, states: [] })
  }
  await db().repository.updateMany({
    where: { name: { startsWith: 'fork' } },
    data: { isFork: true, isCounted: false },
  })
  client = new pg.Client({ connectionString: database.url })
  client.on('notification', ({ payload = '' }) => notices.push(JSON.parse(payload)))
  await client.connect()
  await client.query('listen airworthy_changes')
})
afterAll(async () => {
  await client?.end()
  await db().$disconnect()
  await database?.drop()
})

test('settings by which many repositories count from now on are one notice, of the organisation', async () => {
  expect(
    await noticesOf(() => storeOrganisationSettings(organisation.id, { ...NONE, includeForks: true }, null)),
  ).toEqual([{ kind: 'settings', organisation: String(organisation.id) }])
  expect(await db().repository.count({ where: { isCounted: true } })).toBe(22)
  await noticesOf(() => storeOrganisationSettings(organisation.id, NONE, null))
})

test('settings that stay as they are are no notice', async () => {
  expect(await noticesOf(() => storeOrganisationSettings(organisation.id, NONE, null))).toEqual([])
})

test('weights by which all scores are counted anew are one notice, and so is the way back', async () => {
  const owner = { organisationId: organisation.id, viewerId: 1n }
  const notice = { kind: 'settings', organisation: String(organisation.id) }
  expect(await noticesOf(() => storeWeights(owner, { ...STANDARD_WEIGHTS, testing: 0 }))).toEqual([notice])
  expect(await noticesOf(() => storeWeights(owner, null))).toEqual([notice])
})

test('a repository that counts from now on by what GitHub shows of it is a notice of its own', async () => {
  const about = { description: null, language: 'Python', languages: ['Python'], defaultBranch: 'main', pushedAt: null }
  const shown = {
    githubId: fork,
    name: 'fork',
    isPrivate: false,
    isArchived: false,
    isFork: false,
    ...about,
    head: null,
  }
  const said = await noticesOf(() => storeRepositoryNow(organisation.id, shown))
  expect(said).toContainEqual({ ...of(fork, 'fork'), kind: 'repository' })
})

test('each removed repository is a notice of its own, also after settings were saved on the same connection', async () => {
  const said = await noticesOf(() => removeRepository(organisation.id, plain, 'It is a test.'))
  expect(said).toEqual([{ ...of(plain, 'plain'), kind: 'repository' }])
})

test('a waiver is a notice of its repository, and a campaign one of its organisation', async () => {
  const until = { expiresOn: new Date('2030-01-01'), createdByLogin: 'ada', reason: 'It is a test.' }
  const waived = () => db().waiver.create({ data: { repositoryId: plain, characteristic: 'testing', ...until } })
  expect(await noticesOf(waived)).toEqual([{ ...of(plain, 'plain'), kind: 'repository' }])
  const ended = () => db().waiver.updateMany({ where: { repositoryId: plain }, data: { endedAt: new Date() } })
  expect(await noticesOf(ended)).toEqual([{ ...of(plain, 'plain'), kind: 'repository' }])
  const campaign = { name: 'Tests', characteristic: 'testing', targetOn: new Date('2030-01-01'), createdByLogin: 'ada' }
  const begun = () => db().campaign.create({ data: { organisationId: organisation.id, ...campaign } })
  expect(await noticesOf(begun)).toEqual([{ kind: 'settings', organisation: String(organisation.id) }])
})

/** What is notified until a notice that is sent afterwards arrives. */
async function noticesOf(change: () => Promise<unknown>): Promise<unknown[]> {
  notices = []
  await change()
  await db().$executeRaw`select pg_notify('airworthy_changes', '"end"')`
  await expect.poll(() => notices.includes('end')).toBe(true)
  return notices.filter((notice) => notice !== 'end')
}

function of(repository: bigint, name: string) {
  return { organisation: String(organisation.id), repository: String(repository), name }
}
