import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '@/lib/setup/test-database.js'
import { db } from './db'
import { storeOrganisationSettings } from './organisation-settings'
import { moveRepository } from './repository-changes'
import { type ListingToStore, type RepositoryToStore, storeListing, storeRepositoryNow } from './store-listing'
import { setTeamRepository } from './team-changes'

let database: Awaited<ReturnType<typeof createTestDatabase>>

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
  await db().organisation.deleteMany()
  await db().user.deleteMany()
  await storeListing(listing({}))
})

test('a listing is stored under numeric ids, and storing it twice changes nothing', async () => {
  await storeListing(listing({}))
  expect(await readTeams()).toEqual({ core: ['api', 'vault'], secret: ['vault'] })
  expect(await db().membership.count()).toBe(2)
  const api = await db().repository.findUniqueOrThrow({ where: { githubId: 1n } })
  expect(api).toMatchObject({
    name: 'api',
    languages: ['Python', 'Shell'],
    headCommit: 'c1',
    headTree: 't1',
    isPrivate: true,
  })
})

test('a short list deletes no repository', async () => {
  await storeListing(listing({ repositories: [repository(1n, 'api')], complete: { ...ALL, repositories: false } }))
  expect(await db().repository.count()).toBe(2)
  await storeListing(listing({ repositories: [] }))
  expect(await db().repository.count()).toBe(2)
})

test('settings that are saved while a listing is stored wait for it, and neither stops the other', async () => {
  const repositories = [repository(1n, 'api'), { ...repository(2n, 'vault'), isArchived: true }]
  await storeListing(listing({ repositories }))
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await other.query('begin')
  // Holds the listing up once it has locked the repositories.
  await other.query('select from users for update')
  const stored = storeListing(listing({ repositories }))
  await expect.poll(countWaiting).toBe(1)
  const saved = storeOrganisationSettings(
    100n,
    { includeForks: false, includeArchived: true, includeNonPython: false, pullRequestBar: null },
    null,
  )
  await expect.poll(countWaiting).toBe(2)
  await other.query('commit')
  await other.end()
  await Promise.all([stored, saved])
  expect(await db().repository.findUniqueOrThrow({ where: { githubId: 2n } })).toMatchObject({ isCounted: true })
})

const TOWER = { githubId: 200n, login: 'tower', name: null, description: null, avatarUrl: null }

test.each([
  ['a repository leaves for a list of its new owner', [2n], () => storeRepositoryNow(200n, repository(1n, 'api'))],
  ['a repository leaves by its number', [2n], () => moveRepository(1n, 200n)],
  ['a webhook takes a repository from a team', [1n, 2n], () => setTeamRepository(100n, 501n, 1n, null)],
  ['a webhook gives a repository to a team', [1n, 2n], () => giveAnew(1n)],
])('a listing that has its teams in hand and the news that %s do not wait for each other', async (_, granted, tell) => {
  await storeListing(listing({ organisation: TOWER, repositories: [], teams: [], members: [] }))
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await other.query('begin')
  // Holds the listing up once it has stored the teams that it names, before it goes on to their repositories.
  await other.query('select from teams where github_id = 502 for update')
  const named = { ...CORE, repositories: granted.map(grant) }
  const repositories = granted.map((id) => repository(id, `repository-${id}`))
  const stored = storeListing(listing({ repositories, teams: [named] }))
  await expect.poll(countWaiting).toBe(1)
  let isTold = false
  const told = tell().finally(() => {
    isTold = true
  })
  await expect.poll(async () => isTold || (await countWaiting()) === 2).toBe(true)
  await other.query('commit')
  await other.end()
  await Promise.all([stored, told])
  expect(await db().teamRepository.count({ where: { teamId: 501n } })).toBe(granted.length)
})

/** As if it had not been the team's until now. */
async function giveAnew(repositoryId: bigint): Promise<void> {
  await db().$executeRaw`delete from team_repositories where team_id = 501 and repository_id = ${repositoryId}`
  await setTeamRepository(100n, 501n, repositoryId, 'push')
}

test('a listing that finds the same writes no grant, and another one only those that differ', async () => {
  const written = async () => {
    const grants = await db().$queryRaw<{ name: string; version: string }[]>`
      select team_id || '/' || repository_id as name, xmin::text as version from team_repositories order by 1`
    return new Map(grants.map(({ name, version }) => [name, version]))
  }
  const before = await written()
  const changes = await db().teamChange.count()
  await storeListing(listing({}))
  expect(await written()).toEqual(before)
  expect(await db().teamChange.count()).toBe(changes)
  await storeListing(listing({ teams: [{ ...CORE, repositories: [grant(2n)] }, SECRET] }))
  before.delete('501/1')
  expect(await written()).toEqual(before)
  await storeListing(listing({ teams: [{ ...CORE, repositories: [{ ...grant(2n), permission: 'READ' }] }, SECRET] }))
  expect((await written()).get('502/2')).toBe(before.get('502/2'))
  expect(await db().teamRepository.findFirst({ where: { teamId: 501n } })).toMatchObject({ permission: 'READ' })
})

test('which repositories count by the first listing is no change, and what a later one finds is', async () => {
  await db().organisation.deleteMany()
  const fork = { ...repository(2n, 'fork'), isFork: true }
  await storeListing(listing({ repositories: [repository(1n, 'api'), fork] }))
  expect(await db().countingChange.count()).toBe(0)
  await storeListing(listing({ repositories: [{ ...repository(1n, 'api'), isArchived: true }, fork] }))
  expect(await db().countingChange.findMany()).toMatchObject([{ repositoryId: 1n, counts: false }])
})

test('a renamed repository keeps its id and its teams', async () => {
  await storeListing(listing({ repositories: [repository(1n, 'service'), repository(2n, 'vault')] }))
  expect(await readTeams()).toEqual({ core: ['service', 'vault'], secret: ['vault'] })
})

test('a team that an owner no longer sees is gone, and so are its former people and repositories', async () => {
  await storeListing(listing({ teams: [{ ...CORE, repositories: [grant(1n)], members: [] }] }))
  expect(await readTeams()).toEqual({ core: ['api'] })
  expect(await db().teamMembership.count()).toBe(0)
})

test('what somebody else than an owner can not see stays as it was', async () => {
  await storeListing(
    listing({
      isOwner: false,
      repositories: [repository(1n, 'api')],
      teams: [{ ...CORE, repositories: [grant(1n)], members: [] }],
    }),
  )
  expect(await readTeams()).toEqual({ core: ['api', 'vault'], secret: ['vault'] })
  await storeListing(
    listing({ isOwner: false, repositories: [repository(1n, 'api')], teams: [{ ...CORE, repositories: [] }] }),
  )
  expect(await readTeams()).toEqual({ core: ['vault'], secret: ['vault'] })
})

test('a team that a member’s whole list no longer names may be secret by now, until a list names it again', async () => {
  const part = { isOwner: false, isMember: true, repositories: [repository(1n, 'api')] }
  const unlisted = async () => {
    const teams = await db().team.findMany({ where: { unlistedAt: { not: null } } })
    return teams.map(({ slug }) => slug)
  }
  await storeListing(listing({ ...part, teams: [CORE], complete: { ...ALL, teams: false } }))
  await storeListing(listing({ ...part, teams: [CORE], isMember: false }))
  expect(await unlisted()).toEqual([])
  await storeListing(listing({ ...part, teams: [CORE] }))
  expect(await unlisted()).toEqual(['secret'])
  expect(await readTeams()).toEqual({ core: ['api', 'vault'], secret: ['vault'] })
  await storeListing(listing({ ...part, teams: [CORE, SECRET] }))
  expect(await unlisted()).toEqual([])
})

test('what arrived of incomplete lists is added, and nothing is taken away', async () => {
  const fresh = { ...CORE, githubId: 503n, slug: 'fresh', repositories: [grant(1n)], members: [ALAN] }
  const short = { ...CORE, slug: 'kernel', repositories: [{ ...grant(1n), permission: 'READ' }], members: [] }
  await storeListing(
    listing({
      teams: [short, fresh],
      members: [{ ...ALAN, role: 'admin' }],
      complete: { ...ALL, teams: false, members: false },
    }),
  )
  expect(await readTeams()).toEqual({ fresh: ['api'], kernel: ['api', 'vault'], secret: ['vault'] })
  expect(await db().teamMembership.count({ where: { teamId: 501n } })).toBe(1)
  const memberships = await db().membership.findMany({ orderBy: { userId: 'asc' } })
  expect(memberships.map(({ userId, role }) => [userId, role])).toEqual([
    [11n, 'admin'],
    [12n, 'admin'],
  ])
})

test('an App drops teams that are gone, also where it sees a part of the repositories', async () => {
  const part = { isOwner: false, seesEveryTeam: true, repositories: [repository(1n, 'api')] }
  await storeListing(listing({ ...part, teams: [{ ...CORE, repositories: [grant(1n)] }] }))
  expect(await readTeams()).toEqual({ core: ['api', 'vault'] })
})

test('what is short is kept until a listing says otherwise, and an interrupted one says nothing', async () => {
  const gaps = [{ part: 'teams' as const, reason: 'Because.' }]
  await storeListing(listing({ gaps }))
  await storeListing(listing({}))
  expect(await db().organisation.findFirst()).toMatchObject({ listingGaps: gaps })
  await storeListing(listing({ gaps: [] }))
  expect(await db().organisation.findFirst()).toMatchObject({ listingGaps: [] })
})

test('a removed repository that is listed again is back, and one of another organisation changes hands', async () => {
  const gone = { removedAt: new Date(), removedReason: 'It was deleted.' }
  await db().repository.update({ where: { githubId: 1n }, data: gone })
  const tower = { githubId: 200n, login: 'tower', name: null, description: null, avatarUrl: null }
  await storeListing(listing({ organisation: tower, teams: [], repositories: [repository(1n, 'api')] }))
  const api = await db().repository.findUniqueOrThrow({ where: { githubId: 1n } })
  expect(api).toMatchObject({ organisationId: 200n, removedAt: null, removedReason: null })
  expect(await readTeams()).toEqual({ core: ['vault'], secret: ['vault'] })
})

test('incomplete lists of teams and members leave both as they were', async () => {
  await storeListing(listing({ teams: [], members: [], complete: { ...ALL, teams: false, members: false } }))
  expect(await readTeams()).toEqual({ core: ['api', 'vault'], secret: ['vault'] })
  expect(await db().membership.count()).toBe(2)
})

test('a team may name a repository that the listing left out', async () => {
  await storeListing(listing({ teams: [{ ...CORE, repositories: [grant(1n), grant(99n)] }] }))
  expect(await readTeams()).toEqual({ core: ['api'] })
})

test('text that Postgres refuses is stored with a replacement', async () => {
  const hostile = { ...repository(1n, 'api'), description: 'a\0b\ud800', languages: ['x\0'] }
  await storeListing(listing({ repositories: [hostile] }))
  const api = await db().repository.findUniqueOrThrow({ where: { githubId: 1n } })
  expect(api).toMatchObject({ description: 'a\ufffdb\ufffd', languages: ['x\ufffd'] })
})

test('five thousand repositories are stored in one go', async () => {
  const many = Array.from({ length: 5000 }, (_, index) => repository(BigInt(index + 1), `r${index}`))
  await storeListing(listing({ repositories: many }))
  expect(await db().repository.count()).toBe(5000)
})

const ALL = { repositories: true, teams: true, members: true }
const ADA = { githubId: 11n, login: 'ada', name: 'Ada', avatarUrl: null }
const ALAN = { githubId: 12n, login: 'alan', name: null, avatarUrl: null }
const CORE = {
  githubId: 501n,
  slug: 'core',
  name: 'Core',
  description: null,
  repositories: [grant(1n), grant(2n)],
  members: [ADA],
}
const SECRET = { ...CORE, githubId: 502n, slug: 'secret', repositories: [grant(2n)], members: [] }

function listing(parts: Partial<ListingToStore>): ListingToStore {
  return {
    organisation: { githubId: 100n, login: 'hangar', name: null, description: null, avatarUrl: null },
    isOwner: true,
    repositories: [repository(1n, 'api'), repository(2n, 'vault')],
    teams: [CORE, SECRET],
    members: [
      { ...ADA, role: 'admin' },
      { ...ALAN, role: 'member' },
    ],
    complete: ALL,
    ...parts,
  }
}

function repository(githubId: bigint, name: string): RepositoryToStore {
  return {
    githubId,
    name,
    description: null,
    isPrivate: true,
    isArchived: false,
    isFork: false,
    language: 'Python',
    languages: ['Python', 'Shell'],
    pushedAt: new Date('2025-01-01T00:00:00Z'),
    defaultBranch: 'main',
    head: { commit: `c${githubId}`, tree: `t${githubId}` },
  }
}

function grant(githubId: bigint) {
  return { githubId, permission: 'WRITE' }
}

async function readTeams(): Promise<Record<string, string[]>> {
  const teams = await db().team.findMany({
    orderBy: { slug: 'asc' },
    select: {
      slug: true,
      repositories: { select: { repository: { select: { name: true } } }, orderBy: { repositoryId: 'asc' } },
    },
  })
  return Object.fromEntries(
    teams.map(({ slug, repositories }) => [slug, repositories.map(({ repository }) => repository.name)]),
  )
}

async function countWaiting(): Promise<number> {
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  return row.count
}
