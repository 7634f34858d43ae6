import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import { type PlannedCommit, plantHistory } from '@/e2e/scans/plant-history'
import type { Verdict } from '@/lib/checks/rubric'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { listChain } from '@/lib/github/commit-chain'
import { type CommitAtDate, fetchCommit } from '@/lib/github/commits'
import { createChains, findTurn } from './find-turn'
import type { Prober } from './prober'

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient
const repository = { owner: SKYLARK, name: 'skyctl' } as RepositoryToScan

beforeAll(async () => {
  world = await startDemoWorld()
  client = createGitHubClient(world.github.issueToken('ada'))
})
afterAll(() => world?.close())

function plant(branch: string, history: readonly PlannedCommit[]): ReadonlyMap<string, string> {
  return plantHistory(join(world.root, 'repositories', SKYLARK, 'skyctl.git'), branch, history)
}

function commitOf(ids: ReadonlyMap<string, string>, name: string): Promise<CommitAtDate> {
  return fetchCommit(client, SKYLARK, 'skyctl', ids.get(name) ?? '')
}

/** Says of each commit by its name whether it has the new verdict. */
function proberOf(ids: ReadonlyMap<string, string>, verdictOf: (name: string) => Verdict) {
  const names = new Map([...ids].map(([name, id]) => [id, name]))
  const asked: string[] = []
  const prober: Prober = {
    prepare: async () => undefined,
    async verdictsAt({ commit }) {
      const name = names.get(commit) ?? ''
      asked.push(name)
      return new Map([['readme', verdictOf(name)]])
    },
  }
  return { prober, asked }
}

const change = { characteristic: 'readme', from: 'fail', to: 'pass' } as const

test('the way back follows first parents, so that a merge stands for what it brought', async () => {
  const ids = plant('merged', [
    { name: 'a', hour: 0 },
    { name: 'b', hour: 1, parents: ['a'] },
    { name: 'side1', hour: 2, parents: ['a'] },
    { name: 'side2', hour: 3, parents: ['side1'] },
    { name: 'merge', hour: 4, parents: ['b', 'side2'] },
    { name: 'c', hour: 5, parents: ['merge'] },
  ])
  const [a, c] = await Promise.all([commitOf(ids, 'a'), commitOf(ids, 'c')])
  const chain = await listChain(client, repository, a, c)
  expect(chain.isComplete).toBe(true)
  expect(chain.commits.map(({ commit }) => commit)).toEqual(['a', 'b', 'merge', 'c'].map((name) => ids.get(name)))

  const { prober } = proberOf(ids, (name) => (['a', 'b'].includes(name) ? 'fail' : 'pass'))
  const turn = await findTurn(client, repository, prober, createChains(client, repository), change, {
    before: a,
    after: c,
  })
  expect(turn).toMatchObject({
    isExact: true,
    commit: { commit: ids.get('merge') },
    lastCommit: { commit: ids.get('b') },
  })
})

test('an audited commit that came in by a merge stands beside the way, which begins before it', async () => {
  const ids = plant('beside', [
    { name: 'a', hour: 0 },
    { name: 'side', hour: 3, parents: ['a'] },
    { name: 'b', hour: 4, parents: ['a'] },
    { name: 'merge', hour: 5, parents: ['b', 'side'] },
  ])
  const [side, merge] = await Promise.all([commitOf(ids, 'side'), commitOf(ids, 'merge')])
  const found = async (verdictOf: (name: string) => Verdict) =>
    findTurn(client, repository, proberOf(ids, verdictOf).prober, createChains(client, repository), change, {
      before: side,
      after: merge,
    })
  expect(await found((name) => (name === 'b' || name === 'merge' ? 'pass' : 'fail'))).toMatchObject({
    isExact: true,
    commit: { commit: ids.get('b') },
    lastCommit: { commit: ids.get('a') },
  })
  expect(await found((name) => (name === 'side' ? 'fail' : 'pass'))).toMatchObject({
    isExact: false,
    commit: { commit: ids.get('merge') },
    lastCommit: { commit: ids.get('side') },
  })
})

test('where another verdict came between the two, the range holds both commits and neither is blamed alone', async () => {
  const history = Array.from({ length: 12 }, (_, index) => ({
    name: `d${index}`,
    hour: index,
    ...(index > 0 ? { parents: [`d${index - 1}`] } : {}),
  }))
  const ids = plant('two-steps', history)
  const [before, after] = await Promise.all([commitOf(ids, 'd0'), commitOf(ids, 'd11')])
  const verdictOf = (name: string) => {
    const index = Number(name.slice(1))
    return index < 4 ? 'pass' : index < 9 ? 'fail' : 'partial'
  }
  const { prober } = proberOf(ids, verdictOf)
  const turn = await findTurn(
    client,
    repository,
    prober,
    createChains(client, repository),
    { characteristic: 'readme', from: 'pass', to: 'partial' },
    { before, after },
  )
  expect(turn).toMatchObject({
    isExact: false,
    lastCommit: { commit: ids.get('d3') },
    commit: { commit: ids.get('d9') },
  })
})

test('among more commits than are listed the halves are chosen by their dates first', async () => {
  const history = Array.from({ length: 700 }, (_, index) => ({
    name: `c${index}`,
    hour: index,
    ...(index > 0 ? { parents: [`c${index - 1}`] } : {}),
  }))
  const ids = plant('long', history)
  const [before, after] = await Promise.all([commitOf(ids, 'c0'), commitOf(ids, 'c699')])
  expect((await listChain(client, repository, before, after)).isComplete).toBe(false)
  for (const turned of [3, 450, 699]) {
    const { prober, asked } = proberOf(ids, (name) => (Number(name.slice(1)) >= turned ? 'pass' : 'fail'))
    const chains = createChains(client, repository)
    const turn = await findTurn(client, repository, prober, chains, change, { before, after })
    expect(turn).toMatchObject({ isExact: true, commit: { commit: ids.get(`c${turned}`) } })
    expect(asked.length).toBeLessThan(14)
  }
})
