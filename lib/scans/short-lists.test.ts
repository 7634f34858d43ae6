import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { HANGAR, PEOPLE, REPOSITORIES, signIn } from '@/e2e/scans/people'
import { fakeTools, runJobs, startScanWorld } from '@/e2e/scans/scan-world'
import { db } from '@/lib/data/db'
import { storeOrganisation } from '@/lib/data/visibility'
import { byPerson, startOrganisationScan } from './start-scan'

const { api, site, vault, empty } = REPOSITORIES
const ALL = [api, site, vault, empty]

let world: Awaited<ReturnType<typeof startScanWorld>>

beforeAll(async () => {
  world = await startScanWorld()
  await signIn('ada', world.github.issueToken)
  await storeOrganisation({ githubId: HANGAR, login: 'hangar', name: null, description: null, avatarUrl: null })
})
afterAll(() => world?.close())
beforeEach(async () => {
  world.github.clearFaults()
  world.github.clearCounters()
  await scan()
  await expectEverything()
  expect(await gaps()).toEqual([])
})

test('a list that single sign-on cut deletes nothing, says so, and is mended by the next whole one', async () => {
  world.github.injectFault({ kind: 'sso-partial', missing: 2 })
  world.github.clearCounters()
  await scan()
  await expectEverything()
  // What the list does not show, single sign-on may hide from every other question as well.
  expect(Object.keys(world.github.counters().requests).filter((route) => route.includes('/repositories/'))).toEqual([])
  expect(await gaps()).toContainEqual({ part: 'repositories', reason: expect.stringContaining('single sign-on') })
  await scan()
  expect(await gaps()).toEqual([])
})

test('a node that GitHub could not answer for keeps what is known of it, and the rest is stored', async () => {
  await world.github.change({ change: 'archive-repository', owner: 'hangar', repo: 'api' })
  // Octokit asks twice again.
  world.github.injectFault({ kind: 'graphql-partial', times: 3 })
  await scan()
  await expectEverything()
  expect(await gaps()).toMatchObject([{ part: 'repositories' }])
  expect(await db().repository.findUnique({ where: { githubId: api } })).toMatchObject({ isArchived: true })
})

test('a list that is short without a word is found out by asking one by one, and said', async () => {
  world.github.injectFault({ kind: 'short-list', missing: 2 })
  const status = await scan()
  expect(status).toMatchObject({ status: 'done' })
  await expectEverything()
  expect(await gaps()).toEqual([{ part: 'repositories', reason: expect.stringContaining('one by one') }])
})

test.each([403, 451])('an answer of %i to the question where a repository is removes nothing', async (status) => {
  world.github.injectFault({ kind: 'short-list', missing: 2 })
  world.github.injectFault({ match: '/api/v3/repositories/', status, times: 2 })
  await scan()
  await expectEverything()
})

test('a token that may no longer see private repositories removes none of them, and that is said', async () => {
  for (const repo of ['api', 'vault']) await setPrivate(repo, false)
  await setPrivate('site', true)
  await scan()
  world.github.injectFault({ kind: 'short-list', missing: 1 })
  const headers = { 'x-oauth-scopes': 'read:org, public_repo' }
  world.github.injectFault({ match: '/api/v3/repositories/', status: 404, headers })
  await scan()
  await expectEverything()
  expect(await gaps()).toEqual([{ part: 'repositories', reason: expect.stringContaining('no private repositories') }])
  for (const repo of ['api', 'vault']) await setPrivate(repo, true)
  await setPrivate('site', false)
})

test('an organisation that GitHub refuses fails the scan with what to do, and nothing changes', async () => {
  const refusal = { type: 'FORBIDDEN', path: ['organization'], message: 'Resource not accessible by integration' }
  const body = { data: { organization: null }, errors: [refusal] }
  world.github.injectFault({ match: '/api/graphql', status: 200, body })
  expect(await scan()).toMatchObject({ status: 'failed', reason: expect.stringContaining('permissions') })
  await expectEverything()
})

test.each(['repositories', 'teams', 'members'] as const)(
  'a refused list of %s leaves the other lists whole',
  async (part) => {
    const alias = { repositories: 'repositories0', teams: 'teams2', members: 'members1' }[part]
    const answer = await answerOf()
    const data = { ...answer, [alias]: null }
    const errors = [{ type: 'FORBIDDEN', path: [alias, part], message: 'Resource not accessible by integration' }]
    world.github.injectFault({ match: '/api/graphql', status: 200, body: { data, errors } })
    const outcome = await scan()
    await expectEverything()
    if (part === 'repositories') {
      expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringContaining('Metadata: read') })
      expect(await gaps()).toEqual([])
    } else {
      expect(outcome).toMatchObject({ status: 'done' })
      expect(await gaps()).toEqual([{ part, reason: expect.stringContaining('Members: read') }])
    }
  },
)

test('a team that a member’s list no longer names is kept, and marked as one that may be secret; an owner’s drops it', async () => {
  await signIn('alan', world.github.issueToken)
  const unlisted = async () => {
    const teams = await db().team.findMany({ where: { unlistedAt: { not: null } } })
    return teams.map(({ slug }) => slug)
  }
  await scan('alan')
  expect(await unlisted()).toEqual([])
  await world.github.change({ change: 'delete-team', owner: 'hangar', team: 'engines' })
  await scan('alan')
  expect(await unlisted()).toEqual(['engines'])
  expect(await db().team.count()).toBe(2)
  await scan('ada')
  expect(await db().team.count()).toBe(1)
})

/** What GitHub answers to the query of a listing. */
async function answerOf(): Promise<Record<string, unknown>> {
  const { createGitHubClient } = await import('@/lib/github/client')
  const client = createGitHubClient('token-of-ada')
  let kept: Record<string, unknown> = {}
  client.octokit.hook.after('request', (response) => {
    kept = (response.data as { data: Record<string, unknown> }).data
  })
  const { listOrganisation } = await import('@/lib/github/organisation-listing')
  await listOrganisation(client, 'hangar', HANGAR)
  return kept
}

async function scan(login: 'ada' | 'alan' = 'ada') {
  const { scanId } = await startOrganisationScan(HANGAR, byPerson(PEOPLE[login]))
  await db().repository.updateMany({ data: { backfilledAt: new Date() } })
  await runJobs(fakeTools().tools)
  return db().scan.findUniqueOrThrow({ where: { id: scanId } })
}

async function expectEverything(): Promise<void> {
  const repositories = await db().repository.findMany({ where: { removedAt: null }, orderBy: { githubId: 'asc' } })
  expect(repositories.map(({ githubId }) => githubId)).toEqual(ALL)
  expect(await db().team.count()).toBe(2)
  expect(await db().teamRepository.count()).toBe(3)
  expect(await db().teamMembership.count()).toBe(2)
  expect(await db().membership.count({ where: { organisationId: HANGAR } })).toBe(3)
}

async function gaps() {
  const { listingGaps } = await db().organisation.findUniqueOrThrow({ where: { githubId: HANGAR } })
  return listingGaps
}

async function setPrivate(repo: string, isPrivate: boolean): Promise<void> {
  await world.github.change({ change: 'set-visibility', owner: 'hangar', repo, private: isPrivate })
}
