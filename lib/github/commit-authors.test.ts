import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import { createGitHubClient, type GitHubClient } from './client'
import { fetchAuthorship } from './commit-authors'
import { fetchRepository } from './repository-listing'

const SOURCE = { owner: SKYLARK, name: 'skyctl' }

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient

beforeAll(async () => {
  world = await startDemoWorld()
  client = createGitHubClient(world.github.issueToken('ada'))
})
afterAll(() => world?.close())
beforeEach(() => world.github.clearFaults())

test('a commit has its author and no pull request when it was pushed', async () => {
  const { head } = await fetchRepository(client, SKYLARK, 'skyctl')
  const commit = head?.commit ?? ''
  expect(await fetchAuthorship(client, SOURCE, 'main', commit)).toMatchObject({
    commit,
    committedAt: head?.committedAt,
    headline: expect.stringMatching(/\w/),
    authorName: expect.stringMatching(/\w/),
    pull: null,
  })
  expect(await fetchAuthorship(client, SOURCE, 'main', '0'.repeat(40))).toBeNull()
})

test('of several pull requests the one that merged this commit into the branch counts', async () => {
  answer({
    associatedPullRequests: {
      nodes: [
        pull(1, { merged: false }),
        pull(2, { baseRefName: 'release' }),
        pull(3, { repository: { nameWithOwner: 'fork/skyctl' } }),
        pull(4, {}),
        pull(5, { mergeCommit: { oid: 'c'.repeat(40) } }),
      ],
    },
  })
  const found = await fetchAuthorship(client, SOURCE, 'main', 'c'.repeat(40))
  expect(found?.pull).toEqual({ number: 5, title: 'Number 5', mergedByLogin: 'grace' })
})

test.each([
  ['was not merged', { merged: false }],
  ['went into another branch', { baseRefName: 'release' }],
  ['was merged in a fork', { repository: { nameWithOwner: 'fork/skyctl' } }],
])('a pull request that %s did not bring the commit', async (_what, more) => {
  answer({ associatedPullRequests: { nodes: [pull(1, more)] } })
  expect((await fetchAuthorship(client, SOURCE, 'main', 'c'.repeat(40)))?.pull).toBeNull()
})

test.each([
  ['Merge pull request #7 from skylark-air/lock', 7],
  ['Lock again (#8)', 8],
  ['Lock again #9', null],
])('where pull requests may not be read, "%s" tells the number at most', async (messageHeadline, number) => {
  const path = ['repository', 'object', 'associatedPullRequests']
  const errors = [{ type: 'FORBIDDEN', path, message: 'Resource not accessible by integration' }]
  answer({ associatedPullRequests: null, messageHeadline }, errors)
  const found = await fetchAuthorship(client, SOURCE, 'main', 'c'.repeat(40))
  expect(found?.pull?.number ?? null).toBe(number)
  expect(found?.headline).toBe(messageHeadline)
})

test('what anybody may have written is one line of bounded length', async () => {
  answer({ messageHeadline: `a\u202e\n${'😀'.repeat(500)}`, author: { name: 'n'.repeat(500), user: null } })
  const found = await fetchAuthorship(client, SOURCE, 'main', 'c'.repeat(40))
  expect(found?.headline).toBe(`a  ${'😀'.repeat(197)}`)
  expect(found?.authorName).toHaveLength(100)
})

function pull(number: number, more: object) {
  const merged = { merged: true, baseRefName: 'main', mergedBy: { login: 'grace' }, mergeCommit: null }
  return { number, title: `Number ${number}`, ...merged, repository: { nameWithOwner: `${SKYLARK}/skyctl` }, ...more }
}

function answer(more: object, errors?: object[]): void {
  const object = {
    oid: 'c'.repeat(40),
    committedDate: '2026-10-01T00:00:00Z',
    messageHeadline: 'Lock again',
    author: { name: 'Ada', user: { login: 'ada' } },
    associatedPullRequests: { nodes: [] },
    ...more,
  }
  const body = { data: { rateLimit: { cost: 1 }, repository: { object } }, ...(errors ? { errors } : {}) }
  world.github.injectFault({ match: '/api/graphql', status: 200, body, times: 1 })
}
