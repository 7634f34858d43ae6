import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Octokit } from '@octokit/rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildFixture } from './fixture'
import { type LocalGitHub, startLocalGitHub } from './server'

/** Who may read what, and as what: `-` is not at all. */
const MATRIX = {
  'hangar/api': { ada: 'ADMIN', alan: 'WRITE', grace: '-', outsider: '-', stranger: '-' },
  'hangar/site': { ada: 'ADMIN', alan: 'MAINTAIN', grace: 'READ', outsider: 'READ', stranger: 'READ' },
  'hangar/vault': { ada: 'ADMIN', alan: '-', grace: '-', outsider: 'TRIAGE', stranger: '-' },
  'hangar/empty': { ada: 'ADMIN', alan: 'READ', grace: 'READ', outsider: 'READ', stranger: 'READ' },
  'tower/radar': { ada: '-', alan: 'READ', grace: 'ADMIN', outsider: '-', stranger: '-' },
} as const
const PEOPLE = ['ada', 'alan', 'grace', 'outsider', 'stranger'] as const

let fixture: Awaited<ReturnType<typeof buildFixture>>
let github: LocalGitHub

beforeAll(async () => {
  fixture = await buildFixture()
  github = await startLocalGitHub({ root: fixture.root })
})
afterAll(async () => {
  await github.close()
  await fixture.remove()
})

describe.each(PEOPLE)('%s', (person) => {
  const client = () => new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${person}`, log: quiet })
  const readable = Object.entries(MATRIX).filter(([, roles]) => roles[person] !== '-')

  test('is answered about each repository as the matrix says, by REST and by GraphQL', async () => {
    for (const [fullName, roles] of Object.entries(MATRIX)) {
      const [owner = '', repo = ''] = fullName.split('/')
      const rest = () => client().rest.repos.get({ owner, repo })
      const query =
        'query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { viewerPermission } }'
      const graphql = () => client().graphql<{ repository: { viewerPermission: string } }>(query, { owner, name: repo })
      if (roles[person] === '-') {
        await expect(rest()).rejects.toMatchObject({ status: 404 })
        await expect(graphql()).rejects.toMatchObject({ errors: [{ type: 'NOT_FOUND' }] })
        await expect(client().rest.repos.listCommits({ owner, repo })).rejects.toMatchObject({ status: 404 })
        await expect(client().rest.repos.getContent({ owner, repo, path: '' })).rejects.toMatchObject({ status: 404 })
        const tarball = client().rest.repos.downloadTarballArchive({ owner, repo, ref: 'main' })
        await expect(tarball).rejects.toMatchObject({ status: 404 })
      } else {
        expect((await rest()).data.permissions?.admin).toBe(roles[person] === 'ADMIN')
        expect((await graphql()).repository.viewerPermission).toBe(roles[person])
      }
    }
  })

  test('finds exactly the readable repositories in every list and count', async () => {
    for (const org of ['hangar', 'tower']) {
      const expected = readable.map(([name]) => name).filter((name) => name.startsWith(`${org}/`))
      const { data } = await client().rest.repos.listForOrg({ org })
      expect(data.map((repository) => repository.full_name).sort()).toEqual(expected.sort())
      const query = `{ organization(login: "${org}") { repositories(first: 100) { totalCount nodes { nameWithOwner } } } }`
      const { organization } = await client().graphql<Listing>(query)
      expect(organization.repositories.nodes.map(({ nameWithOwner }) => nameWithOwner).sort()).toEqual(expected)
      expect(organization.repositories.totalCount).toBe(expected.length)
    }
  })
})

test('a team only shows the repositories that the reader may see', async () => {
  const query =
    '{ organization(login: "hangar") { team(slug: "engines") { repositories(first: 9) { nodes { name } } } } }'
  const names = async (person: string) => {
    const client = new Octokit({ baseUrl: github.apiUrl, auth: `token-of-${person}`, log: quiet })
    const { organization } = await client.graphql<{
      organization: { team: { repositories: { nodes: { name: string }[] } } | null }
    }>(query)
    return organization.team?.repositories.nodes.map(({ name }) => name)
  }
  expect(await names('alan')).toEqual(['api', 'site'])
  expect(await names('grace')).toEqual(['site'])
  expect(await names('stranger')).toBeUndefined()
})

test('who leaves a team stops seeing what it gave as soon as the description is read again', async () => {
  const path = join(fixture.root, 'organisation.json')
  const before = await readFile(path, 'utf8')
  const status = () =>
    new Octokit({ baseUrl: github.apiUrl, auth: 'token-of-alan', log: quiet }).rest.repos
      .get({ owner: 'hangar', repo: 'api' })
      .then(({ status }) => status)
  expect(await status()).toBe(200)
  await writeFile(path, before.replace('"members":["alan"]', '"members":[]'))
  await github.reload()
  await expect(status()).rejects.toMatchObject({ status: 404 })
  await writeFile(path, before)
  await github.reload()
  expect(await status()).toBe(200)
})

test('a folder without a description does not start', async () => {
  await expect(startLocalGitHub({ root: `${fixture.root}/absent` })).rejects.toThrow('There is no organisation.json')
})

interface Listing {
  organization: { repositories: { totalCount: number; nodes: { nameWithOwner: string }[] } }
}

const quiet = { debug() {}, info() {}, warn() {}, error() {} }
