import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { createGitHubClient, type GitHubClient } from './client'
import { fetchCommit } from './commits'
import { findMarkedIssue } from './issues'
import { findRepositoryPlace } from './repository-by-id'
import { fetchRepository } from './repository-listing'
import { findTeamBySlug } from './team-by-slug'
import { fetchBlob, listTrees } from './trees'
import { fetchOrganisation, fetchTokenOwner } from './viewer'

let answer: unknown
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    GITHUB_URL: origin,
    GITHUB_API_URL: `${origin}/api/v3`,
    GITHUB_CLIENT_ID: 'client',
    GITHUB_CLIENT_SECRET: 'client-secret',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'silent',
  })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const OID = 'a'.repeat(40)
const commit = { oid: OID, committedDate: '2025-01-01T00:00:00Z', tree: { oid: OID } }
const repository = {
  databaseId: 7,
  name: 'r',
  description: null,
  isPrivate: false,
  isArchived: false,
  isFork: false,
  pushedAt: null,
  primaryLanguage: null,
  languages: { nodes: [] },
  defaultBranchRef: null,
  owner: { login: 'o', databaseId: 8 },
}
const organisation = {
  databaseId: 9,
  login: 'o',
  name: null,
  description: null,
  avatarUrl: 'x',
  viewerIsAMember: true,
  viewerCanAdminister: true,
}
const tree = { truncated: false, sha: OID, tree: [{ path: 'a', mode: '100644', type: 'blob', sha: OID, size: 1 }] }

const QUESTIONS: Readonly<Record<string, (client: GitHubClient) => Promise<unknown>>> = {
  commit: (client) => fetchCommit(client, 'o', 'r', OID),
  repository: (client) => fetchRepository(client, 'o', 'r'),
  place: (client) => findRepositoryPlace(client, 7n),
  owner: (client) => fetchTokenOwner(client),
  organisation: (client) => fetchOrganisation(client, 'o'),
  team: (client) => findTeamBySlug(client, 'o', 't'),
  issue: (client) => findMarkedIssue(client, { owner: 'o', name: 'r' }, 'marker', 1n),
  trees: (client) => listTrees(client, 'o', 'r', OID),
  blob: (client) => fetchBlob(client, 'o', 'r', OID),
}

test.each([
  ['a commit of no day', 'commit', { data: { repository: { object: { ...commit, committedDate: 'soon' } } } }],
  ['a repository of no whole number', 'repository', { data: { repository: { ...repository, databaseId: 7.5 } } }],
  [
    'an owner of no whole number',
    'repository',
    { data: { repository: { ...repository, owner: { login: 'o', databaseId: 0.1 } } } },
  ],
  ['a place of no whole number', 'place', { id: 7.5, name: 'r', owner: { id: 1.5, login: 'o' } }],
  ['a person of no whole number', 'owner', { id: 1.5, login: 'x' }],
  ['a person without a name to sign in by', 'owner', { id: 1 }],
  [
    'an organisation of no whole number',
    'organisation',
    { data: { organization: { ...organisation, databaseId: 1.5 } } },
  ],
  ['a team of no whole number', 'team', { data: { organization: { databaseId: 9.5, team: null } } }],
  [
    'an issue of somebody of no whole number',
    'issue',
    [{ number: 1, state: 'open', body: 'marker', user: { id: 1.5 } }],
  ],
  ['a tree of no name', 'trees', { ...tree, sha: '../..' }],
  ['a file of no name', 'trees', { ...tree, tree: [{ ...tree.tree[0], sha: 'x' }] }],
  ['a file of less than nothing', 'trees', { ...tree, tree: [{ ...tree.tree[0], size: -1 }] }],
  ['a file in no encoding', 'blob', { content: 'x', encoding: 'utf-7' }],
])('%s is an answer that is not understood, and no fault of ours', async (_what, question, body) => {
  answer = body
  const ask = QUESTIONS[question] as (client: GitHubClient) => Promise<unknown>
  const error = await ask(createGitHubClient('token')).then(
    () => 'it was understood',
    (failure: unknown) => failure,
  )
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject({ code: 'github-unavailable' })
})

test('the same answers are understood where nothing is odd about them', async () => {
  const client = createGitHubClient('token')
  answer = { data: { repository: { object: commit } } }
  expect(await fetchCommit(client, 'o', 'r', OID)).toMatchObject({ commit: OID })
  answer = { data: { repository } }
  expect(await fetchRepository(client, 'o', 'r')).toMatchObject({ githubId: 7n })
  answer = { data: { organization: organisation } }
  expect(await fetchOrganisation(client, 'o')).toMatchObject({ githubId: 9n })
  answer = { id: 7, name: 'r', owner: { id: 1, login: 'o' } }
  expect(await findRepositoryPlace(client, 7n)).toMatchObject({ place: { githubId: 7n } })
  answer = { id: 1, login: 'x' }
  expect(await fetchTokenOwner(client)).toMatchObject({ id: 1n })
  answer = tree
  expect((await listTrees(client, 'o', 'r', OID))?.get(OID)).toHaveLength(1)
  answer = { content: 'eA==', encoding: 'base64' }
  expect(await fetchBlob(client, 'o', 'r', OID)).toEqual(new Uint8Array([120]))
})
