import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { commitTree, type PlantedEntry } from '@/e2e/scans/commit-tree'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import { emptyReport } from '@/e2e/scans/scan-world'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { monthEndCommits } from '@/lib/github/month-ends'
import { readTarball } from '@/lib/snapshot/tarball'
import type { AuditTools } from './audit-tools'
import { monthEnds, worthAuditing } from './month-ends'
import { planHistory } from './plan-history'

/** A separate audit asks for the commit, a request and a point, and for its archive. */
const SEPARATE_COST = 2 + ARCHIVE_REQUESTS

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient
/** How each commit was read, and how much of it. */
let seen: { commit: string; from: 'archive' | 'objects'; files: number }[]
let branches = 0

beforeAll(async () => {
  world = await startDemoWorld()
})
afterAll(() => world?.close())
beforeEach(() => {
  client = createGitHubClient(world.github.issueToken('ada'))
  seen = []
})

const tools: AuditTools = {
  rubricVersion: 'r1',
  async auditArchive(archive, about, complete) {
    const options = { commit: about.commit, committedAt: about.committedAt.toISOString() }
    const { files } = await complete(await readTarball(archive, options))
    seen.push({ commit: about.commit, from: 'archive', files: files.size })
    return emptyReport('r1', about)
  },
  async auditSnapshot({ files }, about) {
    seen.push({ commit: about.commit, from: 'objects', files: files.size })
    return emptyReport('r1', about)
  },
}

test('the months of a repository cost at most a third of separate audits, and are read from git’s objects', async () => {
  let cost = 0
  let separate = 0
  for (const name of world.names) {
    client = createGitHubClient(world.github.issueToken('ada'))
    const ends = monthEnds(new Date('2026-11-01T00:00:00Z'))
    const { commits, trees } = await monthEndCommits(client, SKYLARK, name, 'main', ends)
    const due = worthAuditing(commits, null)
    const judge = await planHistory(tools, client, repositoryOf(name), due, trees)
    for (const commit of due) await judge(commit)
    cost += client.usage.requests + client.usage.points
    separate += due.length * SEPARATE_COST
  }
  expect(seen.length).toBeGreaterThan(100)
  expect(seen.every(({ from, files }) => from === 'objects' && files > 0)).toBe(true)
  expect(cost / separate).toBeLessThan(0.35)
})

test('where folders differ more than archives cost, archives are read', async () => {
  const months = [1, 2].map((month) => plant(spread(250, month)))
  expect(await readAll(months)).toEqual(['archive', 'archive'])
})

test('a large repository that changes little is read by one archive and what differs from it', async () => {
  const same = Array.from({ length: 900 }, (_, index) => file(`src/m${index}.py`, `x = ${index}\n`))
  const months = [1, 2, 3].map((month) => plant([...same, file('CHANGES.md', `Month ${month}\n`)]))
  expect(await readAll(months)).toEqual(['archive', 'objects', 'objects'])
  expect(seen.map(({ files }) => files)).toEqual([901, 901, 901])
  expect(client.usage.requests).toBe(1 + ARCHIVE_REQUESTS + 1)
})

test('folders that GitHub does not list are read by archives', async () => {
  const months = [1, 2].map((month) => plant([file('README.md', `# ${month}\n`)]))
  const body = { data: null, errors: [{ message: 'The query took too long.' }] }
  world.github.injectFault({ match: '/api/graphql', status: 200, body, times: 3 })
  expect(await readAll(months)).toEqual(['archive', 'archive'])
})

async function readAll(months: readonly CommitAtDate[]) {
  const judge = await planHistory(tools, client, repositoryOf('skyctl'), months, new Map())
  for (const month of months) await judge(month)
  expect(seen.map(({ commit }) => commit)).toEqual(months.map(({ commit }) => commit))
  return seen.map(({ from }) => from)
}

function plant(entries: readonly PlantedEntry[]): CommitAtDate {
  branches += 1
  return commitTree(join(world.root, 'repositories', SKYLARK, 'skyctl.git'), `months-${branches}`, entries)
}

function file(path: string, content: string): PlantedEntry {
  return { path, content }
}

/** So many folders, each with a file of this month, too deep to be listed with the root. */
function spread(folders: number, month: number): PlantedEntry[] {
  return Array.from({ length: folders }, (_, index) => file(`d${index}/x/y/m.py`, `x = ${month * 1000 + index}\n`))
}

function repositoryOf(name: string): RepositoryToScan {
  return {
    githubId: 1n,
    organisationId: 7100n,
    owner: SKYLARK,
    name,
    defaultBranch: 'main',
    headCommit: null,
    headTree: null,
    pushedAt: null,
  }
}
