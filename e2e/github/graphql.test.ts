import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

const LISTING = `query ($org: String!, $first: Int!, $after: String) {
  rateLimit { limit cost remaining used resetAt }
  organization(login: $org) {
    databaseId name login avatarUrl
    repositories(first: $first, after: $after, orderBy: { field: PUSHED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId name nameWithOwner description url isPrivate isArchived isFork visibility pushedAt
        primaryLanguage { name }
        repositoryTopics(first: 20) { nodes { topic { name } } }
        defaultBranchRef {
          name
          target {
            oid
            ... on Commit { committedDate tree { oid } }
          }
        }
      }
    }
  }
}`

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub
let ada: Octokit

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
  ada = new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-ada' })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

test('an organisation is listed page by page with head commits and trees', async () => {
  const names: string[] = []
  let after: string | null = null
  do {
    const answer: Listing = await ada.graphql<Listing>(LISTING, { org: 'hangar', first: 3, after })
    expect(answer.organization).toMatchObject({ databaseId: 100, name: 'Hangar Works', login: 'hangar' })
    expect(answer.rateLimit).toMatchObject({ limit: 5000, cost: 1 })
    const { nodes, pageInfo, totalCount } = answer.organization.repositories
    expect(totalCount).toBe(4)
    names.push(...nodes.map(({ name }) => name))
    if (nodes[0]?.name === 'api') {
      expect(nodes[0]).toMatchObject({
        databaseId: 1001,
        url: `${github.url}/hangar/api`,
        visibility: 'PRIVATE',
        primaryLanguage: { name: 'Python' },
        repositoryTopics: { nodes: [{ topic: { name: 'fastapi' } }, { topic: { name: 'orders' } }] },
        defaultBranchRef: { name: 'main', target: { oid: fixture.heads.api, committedDate: '2025-07-01T08:00:00Z' } },
      })
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null
  } while (after)
  expect(names).toEqual(['api', 'site', 'vault', 'empty'])
})

test('an empty repository has no default branch', async () => {
  const answer = await ada.graphql(
    '{ repository(owner: "hangar", name: "empty") { isEmpty pushedAt defaultBranchRef { name } } }',
  )
  expect(answer).toEqual({ repository: { isEmpty: true, pushedAt: null, defaultBranchRef: null } })
})

test('history is asked for many moments at once by aliases', async () => {
  const moments = ['2024-12-31', '2025-01-31', '2025-03-31', '2025-06-30', '2025-07-31']
  const fields = moments.map((day, index) => {
    const until = `${day}T23:59:59Z`
    return `m${index}: history(first: 1, until: "${until}") { totalCount nodes { oid messageHeadline author { name user { login } } tree { oid } } }`
  })
  const query = `{ repository(owner: "hangar", name: "api") { defaultBranchRef { target { ... on Commit { ${fields.join(' ')} } } } } }`
  const { repository } = await ada.graphql<History>(query)
  const { target } = repository.defaultBranchRef
  const headlines = moments.map((_, index) => target[`m${index}`]?.nodes[0]?.messageHeadline)
  expect(headlines).toEqual([undefined, 'Start the service', 'Serve orders', 'Pin what we use', 'Drop the lock'])
  expect(target.m3).toMatchObject({ totalCount: 3, nodes: [{ author: { name: 'Ada', user: { login: 'ada' } } }] })
})

test('teams come with members, repositories and permissions; members with their roles', async () => {
  const answer = await ada.graphql(`{
    viewer { login databaseId organizations(first: 10) { nodes { login } } }
    organization(login: "hangar") {
      teams(first: 10) {
        nodes {
          databaseId slug name description
          members(first: 10) { nodes { databaseId login name avatarUrl } }
          repositories(first: 10) { pageInfo { hasNextPage } edges { permission node { databaseId name } } }
        }
      }
      membersWithRole(first: 2) { totalCount pageInfo { hasNextPage } edges { role node { databaseId login name avatarUrl } } }
    }
  }`)
  expect(answer).toMatchObject({
    viewer: { login: 'ada', databaseId: 11, organizations: { nodes: [{ login: 'hangar' }] } },
    organization: {
      teams: {
        nodes: [
          {
            databaseId: 501,
            members: { nodes: [{ login: 'alan', name: 'Alan Turing' }] },
            repositories: {
              edges: [
                { permission: 'WRITE', node: { databaseId: 1001 } },
                { permission: 'MAINTAIN', node: { databaseId: 1002 } },
              ],
            },
          },
          { slug: 'wings', repositories: { edges: [{ permission: 'READ', node: { name: 'site' } }] } },
        ],
      },
      membersWithRole: {
        totalCount: 3,
        pageInfo: { hasNextPage: true },
        edges: [
          { role: 'ADMIN', node: { login: 'ada' } },
          { role: 'MEMBER', node: { login: 'alan' } },
        ],
      },
    },
  })
})

test('files are read by expression', async () => {
  const query = `{ repository(owner: "hangar", name: "api") {
    file: object(expression: "main:src/api/app.py") { oid ... on Blob { text byteSize isBinary } }
    folder: object(expression: "main:src/api") { ... on Tree { entries { name type mode } } }
    absent: object(expression: "main:nowhere") { oid }
  } }`
  expect(await ada.graphql(query)).toMatchObject({
    repository: {
      file: { text: 'print("<script>")\n', byteSize: 18, isBinary: false },
      folder: { entries: [{ name: 'app.py', type: 'blob', mode: 33188 }, { name: 'naïve name.py' }] },
      absent: null,
    },
  })
})

test('what is missing is an error beside the data that is there', async () => {
  const query =
    '{ viewer { login } gone: repository(owner: "hangar", name: "gone") { name } nobody: organization(login: "x") { name } }'
  await expect(ada.graphql(query)).rejects.toMatchObject({
    response: { data: { viewer: { login: 'ada' }, gone: null, nobody: null } },
    errors: [
      { type: 'NOT_FOUND', path: ['gone'] },
      { type: 'NOT_FOUND', path: ['nobody'] },
    ],
  })
})

test.each([
  ['a field the schema does not know', '{ viewer { shoeSize } }', 'Cannot query field "shoeSize"'],
  ['no GraphQL at all', 'hello {', 'Syntax Error'],
  [
    'a connection without bounds',
    '{ viewer { organizations { totalCount } } }',
    'You must provide a `first` or `last`',
  ],
  ['a page that is too large', '{ viewer { organizations(first: 101) { totalCount } } }', 'exceeds the `first` limit'],
  ['a cursor of another list', '{ viewer { organizations(first: 1, after: "x") { totalCount } } }', 'valid cursor'],
  ['a field that is not served here', '{ viewer { gists(first: 1) { totalCount } } }', 'does not serve User.gists'],
])('%s is refused', async (_, query, sentence) => {
  await expect(ada.graphql(query)).rejects.toThrow(sentence)
})

test('a query costs its requests over a hundred, and a spent budget is an error of status 200', async () => {
  const small = await startLocalGitHub({ root: fixture.root, limits: { user: 9, anonymous: 9, graphql: 14 } })
  const history = (name: string) => `${name}: history(first: 1) { nodes { oid } }`
  const aliases = Array.from({ length: 12 }, (_, index) => history(`m${index}`)).join(' ')
  const query = `{ rateLimit { cost } organization(login: "hangar") { repositories(first: 100) { nodes { defaultBranchRef { target { ... on Commit { ${aliases} } } } } } } }`
  const post = () =>
    fetch(`${small.url}/api/graphql`, {
      method: 'POST',
      headers: { authorization: 'bearer token-of-ada', 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    })
  const first = await post()
  expect(await first.json()).toMatchObject({ data: { rateLimit: { cost: 12 } } })
  expect(first.headers.get('x-ratelimit-remaining')).toBe('2')
  expect(first.headers.get('x-ratelimit-resource')).toBe('graphql')
  const second = await post()
  expect(second.status).toBe(200)
  expect(await second.json()).toMatchObject({ errors: [{ type: 'RATE_LIMITED' }] })
  expect(small.counters().points).toEqual({ rest: 0, graphql: 12 })
  await small.close()
})

test('GraphQL has nothing to say to the anonymous or to a wrong token', async () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${github.url}/api/graphql`, { method: 'POST', headers, body: '{}' })
  expect((await ask({})).status).toBe(401)
  expect((await ask({ authorization: 'token wrong-token' })).status).toBe(401)
  expect((await ask({ authorization: 'token token-of-ada' })).status).toBe(400)
})

interface Listing {
  rateLimit: { limit: number; cost: number }
  organization: {
    repositories: {
      totalCount: number
      pageInfo: { hasNextPage: boolean; endCursor: string }
      nodes: { name: string }[]
    }
  }
}

interface History {
  repository: { defaultBranchRef: { target: Record<string, { nodes: { messageHeadline: string }[] }> } }
}
