import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { OrgAccess } from '@/lib/auth/access'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { readChangeMark } from './change-mark'
import { db } from './db'
import { accessTo, mintOrganisation, seedRepository, seedTeam } from './fixtures/organisation'
import { keptAnswer } from './kept-answers'
import { pruneRecords } from './prune-records'
import { readRepositories } from './repository-list'
import { readScanProgress } from './scan-progress'
import { parseScorecardQuery } from './scorecard-query'
import { dayBefore } from './trend-days'
import { findVisibility, storeVisibility } from './visibility'
import { visibleIdsOf } from './visible-ids'

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
let hidden: bigint
let core: bigint
/** One list for all looks, as all who may read the same have it. */
let readable: readonly bigint[]

beforeEach(async () => {
  organisation = await mintOrganisation()
  const seed = (name: string, score: number) =>
    seedRepository(organisation.id, { name, states: [{ day: dayBefore(40), score }] })
  api = await seed('api', 40)
  site = await seed('site', 80)
  hidden = await seed('hidden', 60)
  core = await seedTeam(organisation.id, 'core', [api])
  readable = [api, site]
})

const look = (rest: Partial<OrgAccess> = {}) => accessTo(organisation, readable, rest)

/** How often something is read over two looks with a change in between. */
async function readsOver(change: () => Promise<unknown>): Promise<number> {
  const read = vi.fn(async () => 'answer')
  await keptAnswer(look(), 'question', read, 'state')
  await change()
  await keptAnswer(look(), 'question', read, 'state')
  return read.mock.calls.length
}

const onRepository = (data: object) => () => db().repository.update({ where: { githubId: api }, data })
const run = (statement: () => string) => () => db().$executeRawUnsafe(statement())

test.each([
  ['an audit', () => audit(api)],
  ['another name', onRepository({ name: 'gateway' })],
  ['another description', onRepository({ description: 'What it is for.' })],
  ['an archived repository', onRepository({ isArchived: true })],
  ['a private repository', onRepository({ isPrivate: true })],
  ['a repository that no longer counts', onRepository({ isCounted: false })],
  ['a removed repository', onRepository({ removedAt: new Date() })],
  ['a fork', onRepository({ isFork: true })],
  ['other languages', onRepository({ languages: ['Go'] })],
  ['an empty repository', onRepository({ headCommit: null })],
  ['a head that could not be judged', onRepository({ unjudgedCommit: 'f'.repeat(40) })],
  ['a repository that nobody can see yet', () => seedRepository(organisation.id, { name: 'new' })],
  ['a repository that is gone', () => db().repository.delete({ where: { githubId: site } })],
  [
    'a day of the past',
    run(
      () => `insert into repository_days (repository_id, day, audit_id, rubric_version, score, coverage, categories, verdicts)
    select repository_id, day - 30, audit_id, rubric_version, score, coverage, categories, verdicts from repository_days where repository_id = ${api}`,
    ),
  ],
  [
    'a day that tells of other verdicts',
    run(() => `update repository_days set verdicts = '{"readme": "fail"}' where repository_id = ${api}`),
  ],
  ['a setting', run(() => `update organisations set include_forks = true where github_id = ${organisation.id}`)],
  [
    'a bar',
    run(
      () =>
        `update organisations set ready_score = 70, ready_must_not_fail = '{}' where github_id = ${organisation.id}`,
    ),
  ],
  [
    'a scan',
    run(
      () => `insert into scans (organisation_id, scope, status) values (${organisation.id}, 'organisation', 'running')`,
    ),
  ],
  [
    'a waiver',
    run(
      () =>
        `insert into waivers (repository_id, characteristic, reason, expires_on, created_by_login) values (${api}, 'readme', 'Not yet.', now() + interval '9 days', 'ada')`,
    ),
  ],
  [
    'a campaign',
    run(
      () =>
        `insert into campaigns (organisation_id, name, minimum_score, target_on, created_by_login) values (${organisation.id}, 'All', 80, now(), 'ada')`,
    ),
  ],
  [
    'an exclusion',
    run(
      () =>
        `insert into exclusions (organisation_id, pattern, matches, reason) values (${organisation.id}, 'x*', 'x%', 'Not ours.')`,
    ),
  ],
  [
    'an attribution',
    run(
      () => `insert into attributions (repository_id, characteristic, from_verdict, to_verdict, commit_before, commit_after, precision, commit, last_commit, committed_at, headline)
    values (${api}, 'readme', 'fail', 'pass', 'a', 'b', 'exact', 'b', 'a', now(), 'Fix')`,
    ),
  ],
  [
    'an issue',
    run(() => `insert into gap_issues (repository_id, characteristic, state) values (${api}, 'readme', 'open')`),
  ],
  ['a team', () => seedTeam(organisation.id, 'crew', [])],
  ['another name of a team', run(() => `update teams set name = 'Crew' where github_id = ${core}`)],
  ['a team that is gone', run(() => `delete from teams where github_id = ${core}`)],
  ['a repository of a team', run(() => `insert into team_repositories values (${core}, ${site}, 'push')`)],
  ['a repository that left a team', run(() => `delete from team_repositories where team_id = ${core}`)],
  ['a member of a team', member],
])('after %s what was kept is read anew', async (_, change) => {
  expect(await readsOver(change)).toBe(2)
})

test.each([
  ['nothing', async () => undefined],
  [
    'a scan of one repository',
    run(
      () => `insert into scans (organisation_id, scope, status) values (${organisation.id}, 'repository', 'running')`,
    ),
  ],
  ['a listing that found the same', onRepository({ syncedAt: new Date() })],
  [
    'an audit of another organisation',
    async () =>
      audit(
        await seedRepository((await mintOrganisation()).id, { name: 'far', states: [{ day: dayBefore(9), score: 1 }] }),
      ),
  ],
])('after %s it stays', async (_, change) => {
  expect(await readsOver(change)).toBe(1)
})

test('what a transaction changes is told once it is over, also when it began before others that were seen', async () => {
  const slow = new pg.Client({ connectionString: database.url })
  await slow.connect()
  await slow.query(`begin; update repositories set name = 'gateway' where github_id = ${api}`)
  await onRepositoryOf(site, { name: 'pages' })
  const read = vi.fn(async () => 'answer')
  const ask = () => keptAnswer(look(), 'question', read, 'state')
  await ask()
  await ask()
  expect(read).toHaveBeenCalledTimes(1)
  const before = await readChangeMark(look())
  await slow.query('commit')
  await slow.end()
  await ask()
  expect(read).toHaveBeenCalledTimes(2)
  expect(await readChangeMark(look())).not.toBe(before)
})

test('the mark of one list is the same whether it was known or is read for the first time', async () => {
  const first = await readChangeMark(look())
  expect(await readChangeMark(look())).toBe(first)
  expect(await readChangeMark(accessTo(organisation, [...readable]))).toBe(first)
  await audit(site)
  const next = await readChangeMark(look())
  expect(next).not.toBe(first)
  expect(await readChangeMark(accessTo(organisation, [site, api]))).toBe(next)
})

test('who may read the same is told of their own teams alone', async () => {
  const secret = await seedTeam(organisation.id, 'secret', [api])
  await db().$executeRaw`update teams set unlisted_at = now() where github_id = ${secret}`
  await member(secret, 7n)
  const teamsTo = async (viewerId: bigint) => {
    const { rows } = await readRepositories(look({ viewerId }), parseScorecardQuery({}))
    return rows.find(({ name }) => name === 'api')?.teams.map(({ slug }) => slug)
  }
  expect(await teamsTo(7n)).toEqual(['core', 'secret'])
  expect(await teamsTo(8n)).toEqual(['core'])
  await db().$executeRaw`delete from team_memberships where team_id = ${secret}`
  expect(await teamsTo(7n)).toEqual(['core'])
  const { total } = await readRepositories(look({ viewerId: 8n }), parseScorecardQuery({ team: 'secret' }))
  expect(total).toBe(0)
})

test('a kept page of repositories shows them as they are, in the order that they have now', async () => {
  const list = async () =>
    (await readRepositories(look(), parseScorecardQuery({}))).rows.map(({ name, score }) => [name, score])
  expect(await list()).toEqual([
    ['site', 80],
    ['api', 40],
  ])
  await audit(api)
  expect(await list()).toEqual([
    ['api', 100],
    ['site', 80],
  ])
})

test('nobody is shown a page that was kept for somebody who may see more', async () => {
  const names = async (ids: readonly bigint[]) =>
    (await readRepositories(accessTo(organisation, ids), parseScorecardQuery({}))).rows.map(({ name }) => name)
  expect(await names([api, site, hidden])).toEqual(['site', 'hidden', 'api'])
  expect(await names(readable)).toEqual(['site', 'api'])
})

test('lists of what GitHub lets somebody read are one for the same answer, and another one at once after another', async () => {
  const person = 900_001n
  await db().user.create({ data: { githubId: person, login: 'ada' } })
  const store = (repositoryIds: readonly bigint[]) =>
    storeVisibility(
      person,
      { githubId: organisation.id, login: organisation.login, avatarUrl: null },
      { role: 'member', repositoryIds, administeredIds: [], writableIds: [], isComplete: true, fetchedAt: new Date() },
    )
  const find = async () => (await findVisibility(person, organisation.login))?.repositoryIds
  await store([api, site])
  const first = await find()
  expect(first).toEqual([api, site])
  expect(await find()).toBe(first)
  await store([api, site])
  expect(await find()).toBe(first)
  await store([api])
  expect(await find()).toEqual([api])
  await db().$executeRaw`update users set access_changed_at = now() + interval '1 minute' where github_id = ${person}`
  expect(await find()).toBeUndefined()
})

test('answers of a state that is over are not held beside those of the next', async () => {
  const refs: WeakRef<object>[] = []
  const ask = () =>
    keptAnswer(
      look(),
      'question',
      async () => {
        const answer = { rows: new Array(1000).fill(0) }
        refs.push(new WeakRef(answer))
        return answer
      },
      'state',
    )
  for (const name of ['b', 'c', 'd']) {
    await ask()
    await onRepository({ name })()
  }
  await ask()
  setFlagsFromString('--expose-gc')
  await new Promise(setImmediate)
  runInNewContext('gc')()
  expect(refs.map((ref) => ref.deref() !== undefined)).toEqual([false, false, false, true])
})

test('what a finished scan found unchanged is never older than the last change, whoever counted it a moment before', async () => {
  await db().$executeRaw`
    insert into scans (organisation_id, scope, status, started_at, finished_at)
    values (${organisation.id}, 'organisation', 'done', now() + interval '1 minute', now() + interval '2 minutes')`
  await db().$executeRaw`
    insert into scans (organisation_id, scope, status, started_at, finished_at)
    values (${organisation.id}, 'repository', 'done', now() + interval '3 minutes', now() + interval '4 minutes')`
  await db().$executeRaw`
    insert into scan_items (scan_id, repository_id, phase, status)
    select id, ${hidden}, 'head', 'done' from scans where organisation_id = ${organisation.id} and scope = 'repository'`
  const all = [api, site, hidden]
  const unchanged = async () => {
    const [access, visible] = [accessTo(organisation, all), visibleIdsOf(all)]
    const progress = await readScanProgress({ organisationId: organisation.id, role: 'member', visible, access })
    return progress?.lastOfAll?.unchanged
  }
  expect(await unchanged()).toBe(3)
  await onRepository({ removedAt: new Date() })()
  expect(await unchanged()).toBe(2)
})

test('what told of changes goes after a day', async () => {
  await db().$executeRaw`update state_changes set changed_at = now() - interval '2 days'`
  await audit(api)
  await pruneRecords('engine')
  expect(await db().stateChange.count()).toBe(1)
})

async function member(team = core, person = 7n): Promise<void> {
  await db().user.upsert({
    where: { githubId: person },
    create: { githubId: person, login: `person-${person}` },
    update: {},
  })
  await db().teamMembership.create({ data: { teamId: team, userId: person } })
}

function onRepositoryOf(githubId: bigint, data: object) {
  return db().repository.update({ where: { githubId }, data })
}

/** Its code is better now: 100. */
async function audit(repositoryId: bigint): Promise<void> {
  const [row] = await db().$queryRaw<[{ id: bigint }]>`
    insert into audits (repository_id, commit, rubric_version, committed_at, score, coverage, kind, kind_reason, roles,
      lines_of_code, duration_ms, categories, verdicts)
    select repository_id, md5(commit), rubric_version, now(), 100, coverage, kind, kind_reason, roles, lines_of_code,
      duration_ms, categories, verdicts from audits where repository_id = ${repositoryId} limit 1 returning id`
  await onRepositoryOf(repositoryId, { latestAuditId: row.id })
}
