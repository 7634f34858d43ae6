import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { SKYLARK, startDemoWorld } from '@/e2e/scans/demo-world'
import { emptyReport } from '@/e2e/scans/scan-world'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { ArchiveTooLarge } from '@/lib/errors'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { createGitObjects } from '@/lib/github/objects/git-objects'
import { fetchRepository } from '@/lib/github/repository-listing'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'
import type { AuditTools } from './audit-tools'
import { judgeArchive, judgeObjects } from './judge-commit'

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient
let repository: RepositoryToScan
let head: CommitAtDate
let judged: RepoSnapshot[]

beforeAll(async () => {
  world = await startDemoWorld()
  client = createGitHubClient(world.github.issueToken('ada'))
  const found = await fetchRepository(client, SKYLARK, 'skyctl')
  if (!found.head) throw new Error('skyctl has commits')
  head = found.head
  const { githubId, name, defaultBranch, pushedAt } = found
  const names = { githubId, organisationId: 7100n, owner: SKYLARK, name, defaultBranch, pushedAt }
  repository = { ...names, headCommit: head.commit, headTree: head.tree }
})
afterAll(() => world?.close())
beforeEach(() => {
  judged = []
  world.github.clearFaults()
})

const tools: AuditTools = {
  rubricVersion: 'r1',
  async auditArchive(archive, about, complete) {
    const options = { commit: about.commit, committedAt: about.committedAt.toISOString() }
    judged.push(await complete(await readTarball(archive, options)))
    return emptyReport('r1', about)
  },
  async auditSnapshot(snapshot, about) {
    judged.push(snapshot)
    return emptyReport('r1', about)
  },
}

test('a commit whose archive is too large is read file by file', async () => {
  const whole = await contents(() => judgeArchive(tools, client, repository, head))
  const tooLarge: AuditTools = {
    ...tools,
    auditArchive: () => Promise.reject(new ArchiveTooLarge('the archive of o/r', 1024)),
  }
  expect(await contents(() => judgeArchive(tooLarge, client, repository, head))).toEqual(whole)
})

test('an archive of which only a part fits is not judged by that part', async () => {
  const whole = await contents(() => judgeArchive(tools, client, repository, head))
  const cut: AuditTools = {
    ...tools,
    async auditArchive(archive, about, complete) {
      archive.destroy()
      const limits = [{ kind: 'truncated', message: 'The rest was not read.', paths: [] }] as const
      await complete({ commit: about.commit, committedAt: null, files: new Map(), limits })
      throw new Error('a part was judged')
    },
  }
  expect(await contents(() => judgeArchive(cut, client, repository, head))).toEqual(whole)
})

test('objects that GitHub does not answer for are read by the archive instead', async () => {
  const whole = await contents(() => judgeArchive(tools, client, repository, head))
  const objects = createGitObjects(client, repository)
  const body = { data: null, errors: [{ message: 'The query took too long.' }] }
  world.github.injectFault({ match: '/api/graphql', status: 200, body, times: 20 })
  expect(await contents(() => judgeObjects(tools, client, repository, head, objects))).toEqual(whole)
})

async function contents(judge: () => Promise<unknown>): Promise<Record<string, string>> {
  judged = []
  await judge()
  const files = [...(judged[0]?.files.values() ?? [])]
  const texts = Object.fromEntries(
    files.flatMap(({ path, content }) => (content ? [[path, Buffer.from(content).toString('latin1')]] : [])),
  )
  expect(Object.keys(texts).length).toBeGreaterThan(3)
  return texts
}
