import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import type { Verdict } from '@/lib/checks/rubric'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { listChain } from '@/lib/github/commit-chain'
import { type CommitAtDate, fetchCommit } from '@/lib/github/commits'
import { createChains, findTurn } from './find-turn'
import type { Prober } from './prober'

const START = Date.UTC(2026, 0, 1) / 1000
const HOUR = 3600

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient
const repository = { owner: SKYLARK, name: 'skyctl' } as RepositoryToScan

beforeAll(async () => {
  world = await startDemoWorld()
  client = createGitHubClient(world.github.issueToken('ada'))
})
afterAll(() => world?.close())

interface Planned {
  readonly name: string
  readonly hour: number
  readonly parents?: readonly string[]
}

/** Writes a history of empty commits; answers their ids by name. */
async function plant(branch: string, history: readonly Planned[]): Promise<Map<string, string>> {
  const lines = history.flatMap(({ name, hour, parents = [] }, index) => {
    const [first, ...others] = parents.map((parent) => `:${history.findIndex((each) => each.name === parent) + 1}`)
    return [
      `commit refs/heads/${branch}`,
      `mark :${index + 1}`,
      `committer Nobody <nobody@example.test> ${START + hour * HOUR} +0000`,
      `data ${Buffer.byteLength(name)}`,
      name,
      ...(first ? [`from ${first}`] : []),
      ...others.map((other) => `merge ${other}`),
      'M 100644 inline name.txt',
      `data ${Buffer.byteLength(name)}`,
      name,
    ]
  })
  const git = (args: readonly string[], input = '') =>
    execFileSync('git', ['--git-dir', join(world.root, 'repositories', SKYLARK, 'skyctl.git'), ...args], { input })
  git(['fast-import', '--quiet', '--force'], `${lines.join('\n')}\ndone\n`)
  const log = git(['log', '--format=%H %s', branch]).toString().trim().split('\n')
  return new Map(log.map((line) => [line.slice(41), line.slice(0, 40)]))
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
  const ids = await plant('merged', [
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
  const ids = await plant('beside', [
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

test('among more commits than are listed the halves are chosen by their dates first', async () => {
  const history = Array.from({ length: 700 }, (_, index) => ({
    name: `c${index}`,
    hour: index,
    ...(index > 0 ? { parents: [`c${index - 1}`] } : {}),
  }))
  const ids = await plant('long', history)
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
