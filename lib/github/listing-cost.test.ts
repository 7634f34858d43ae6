import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { GENERATED_TOKENS } from '@/e2e/github/generate/describe-organisation'
import { generateOrganisation } from '@/e2e/github/generate/generate-organisation'
import type { HostDescriptionInput } from '@/e2e/github/organisation'
import { type LocalGitHub, startLocalGitHub } from '@/e2e/github/server'
import { createGitHubClient } from './client'
import { listOrganisation } from './organisation-listing'

const SIZE = { repositories: 1000, teams: 20, people: 200, templates: 10, until: new Date('2026-03-01T00:00:00Z') }

let folder: string
let github: LocalGitHub
let description: HostDescriptionInput

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'listing-cost-'))
  const root = join(folder, 'root')
  description = await generateOrganisation({ root, ...SIZE, amend: withTeamOfEverybody })
  github = await startLocalGitHub({ root })
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_TOKEN: GENERATED_TOKENS.owner,
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(async () => {
  await github?.close()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(() => {
  github.clearFaults()
  github.clearCounters()
})

test('1,000 repositories, 20 teams and 200 people cost at most 15 points and no REST request', async () => {
  const listing = await list()
  expect(listing).toMatchObject({ gaps: [], complete: { repositories: true, teams: true, members: true } })
  const [expected] = description.organisations
  expect(listing.repositories).toHaveLength(1000)
  expect(listing.members).toHaveLength(200)
  expect(new Set(listing.repositories.map(({ githubId }) => githubId)).size).toBe(1000)
  const known = (expected?.teams ?? []).filter(({ secret }) => !secret)
  expect(listing.teams.map(({ slug }) => slug).sort()).toEqual(known.map(({ slug }) => slug).sort())
  for (const { slug, repositories = [], members = [] } of known) {
    const team = listing.teams.find((each) => each.slug === slug)
    expect(new Set(team?.repositories.map(({ githubId }) => githubId)).size, slug).toBe(repositories.length)
    expect(new Set(team?.members.map(({ githubId }) => githubId)).size, slug).toBe(members.length)
  }
  const { points, requests } = github.counters()
  expect(points.graphql).toBeLessThanOrEqual(15)
  expect(Object.keys(requests)).toEqual(['POST /api/graphql'])
})

test('an error in the middle of the pages loses none of those before it, and the other lists go on', async () => {
  // The third query fails whole, and so do the repositories alone. 422 is what Octokit does not try again.
  const listing = await list(async (count) => {
    if (count === 3) github.injectFault({ match: '/api/graphql', status: 422, times: 2 })
  })
  expect(listing.repositories).toHaveLength(200)
  expect(listing.members).toHaveLength(200)
  expect(listing.gaps).toMatchObject([{ part: 'repositories', reason: expect.stringContaining('in the middle') }])
})

test('a query that is too heavy is asked in parts from then on, and everything arrives', async () => {
  github.injectFault({ match: '/api/graphql', status: 502, times: 3 })
  const listing = await list()
  expect(listing.gaps).toEqual([])
  expect(listing.repositories).toHaveLength(1000)
  expect(listing.members).toHaveLength(200)
})

test('a limit in the middle keeps what arrived and says nothing of gaps, because the listing goes on later', async () => {
  const listing = await list(async (count) => {
    if (count === 3) github.injectFault({ kind: 'graphql-exhausted', resetInSeconds: 900 })
  })
  expect(listing.repositories).toHaveLength(200)
  expect(listing).toMatchObject({ gaps: [], interruption: { code: 'rate-limited' } })
  expect(Object.values(listing.complete)).toEqual([false, false, false])
})

test('an outage before the first page is no listing', async () => {
  github.injectFault({ match: '/api/graphql', status: 422, times: 100 })
  await expect(list()).rejects.toMatchObject({ code: 'unreadable' })
})

/** Lists the organisation; `before` is told how many queries there were when the next one begins, itself included. */
async function list(before: (count: number) => Promise<void> = async () => undefined) {
  const client = createGitHubClient(GENERATED_TOKENS.owner)
  let count = 0
  const seen = new Set<unknown>()
  client.octokit.hook.before('request', async (options) => {
    if (seen.has(options.variables)) return
    seen.add(options.variables)
    count += 1
    await before(count)
  })
  return listOrganisation(client, 'meridian')
}

/** A team that may read everything and to which everybody belongs, as large organisations have. */
function withTeamOfEverybody(made: HostDescriptionInput): HostDescriptionInput {
  const organisations = made.organisations.map((organisation) => {
    const { members = [], repositories = [], teams = [] } = organisation
    const everybody = {
      id: 29_999,
      slug: 'everybody',
      name: 'Everybody',
      members: members.map(({ login }) => login),
      repositories: repositories.map(({ name }) => ({ name, permission: 'pull' as const })),
    }
    return { ...organisation, teams: [...teams.slice(1), everybody] }
  })
  return { ...made, organisations }
}
