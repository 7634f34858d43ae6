import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import { type PlannedCommit, plantHistory } from '@/e2e/scans/plant-history'
import { createGitHubClient, type GitHubClient } from './client'
import { monthEndCommits } from './month-ends'

const HOUR_MS = 3_600_000
const START = Date.UTC(2026, 0, 1)

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient

beforeAll(async () => {
  world = await startDemoWorld()
})
afterAll(() => world?.close())
beforeEach(() => {
  client = createGitHubClient(world.github.issueToken('ada'))
})

const MERGED_LATER: readonly PlannedCommit[] = [
  { name: 'a', hour: 0 },
  { name: 'b', hour: 10, parents: ['a'] },
  { name: 'side', hour: 20, parents: ['a'] },
  { name: 'merge', hour: 40, parents: ['b', 'side'] },
  { name: 'c', hour: 50, parents: ['merge'] },
]

test('a commit that was merged after a date is not how the branch stood then', async () => {
  expect(await namesAt('merged-later', MERGED_LATER, [5, 15, 30, 45, 60])).toEqual(['a', 'b', 'b', 'merge', 'c'])
  expect(client.usage).toMatchObject({ requests: 1, points: 1 })
})

test('before its first commit a branch stood nowhere, whatever was merged into it from an older history', async () => {
  const history: readonly PlannedCommit[] = [
    { name: 'older', hour: 0 },
    { name: 'root', hour: 20 },
    { name: 'merge', hour: 30, parents: ['root', 'older'] },
  ]
  expect(await namesAt('unrelated', history, [10, 25, 35])).toEqual([null, 'root', 'merge'])
})

test('where nothing is merged, one query tells every date however many commits there are', async () => {
  const history = row(450)
  expect(await namesAt('straight', history, [3, 200, 449])).toEqual(['c3', 'c200', 'c449'])
  expect(client.usage).toMatchObject({ requests: 1, points: 1 })
})

test('where branches are merged, the way back is followed as far as the first date', async () => {
  const straight = row(350)
  const history: readonly PlannedCommit[] = [
    ...straight,
    { name: 'side', hour: 345.5, parents: ['c50'] },
    { name: 'merge', hour: 351, parents: ['c349', 'side'] },
  ]
  expect(await namesAt('long', history, [120, 346, 352])).toEqual(['c120', 'c346', 'merge'])
  expect(client.usage.requests).toBe(3)
})

test('an answer in which commits are their own parents does not lead in a circle: dates decide', async () => {
  client.octokit.hook.wrap('request', async (request, options) => {
    const answer = await request(options)
    for (const node of answer.data.data?.repository?.ref?.target?.listing?.nodes ?? []) {
      node.parents.nodes = [{ oid: node.oid }]
    }
    return answer
  })
  expect(await namesAt('circle', MERGED_LATER, [5, 60])).toEqual(['a', 'c'])
})

test('the way back is followed no further than 1,000 commits, and beyond them dates decide', async () => {
  const history: readonly PlannedCommit[] = [
    ...row(1200),
    { name: 'side', hour: 1150.5, parents: ['c1100'] },
    { name: 'merge', hour: 1201, parents: ['c1199', 'side'] },
  ]
  expect(await namesAt('longest', history, [10, 1150.6])).toEqual(['c10', 'c1150'])
  expect(client.usage.requests).toBe(10)
})

function row(length: number): PlannedCommit[] {
  return Array.from({ length }, (_, index) => ({
    name: `c${index}`,
    hour: index,
    ...(index > 0 ? { parents: [`c${index - 1}`] } : {}),
  }))
}

async function namesAt(branch: string, history: readonly PlannedCommit[], hours: readonly number[]) {
  const ids = plantHistory(join(world.root, 'repositories', SKYLARK, 'skyctl.git'), branch, history)
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  const dates = hours.map((hour) => new Date(START + hour * HOUR_MS))
  const { commits } = await monthEndCommits(client, SKYLARK, 'skyctl', branch, dates)
  return commits.map((commit) => commit && names.get(commit.commit))
}
