import { afterAll, beforeAll, expect, test } from 'vitest'
import { SKYLARK as OWNER, startDemoWorld } from '@/e2e/scans/demo-world'
import { auditSnapshot } from '@/lib/audit/audit'
import { createInThreadRecords } from '@/lib/audit/in-thread'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { readTarball } from '@/lib/snapshot/tarball'
import { openTarball } from '../archive'
import { createGitHubClient, type GitHubClient } from '../client'
import { fetchCommit } from '../commits'
import { monthEndCommits } from '../month-ends'
import { fetchRepository } from '../repository-listing'
import { createGitObjects } from './git-objects'
import { type CommitToRead, snapshotOfCommit } from './snapshot-of-commit'

let world: Awaited<ReturnType<typeof startDemoWorld>>
let client: GitHubClient

beforeAll(async () => {
  world = await startDemoWorld()
  client = createGitHubClient(world.github.issueToken('ada'))
})
afterAll(() => world?.close())

test('every demonstration repository reads the same from git objects as from its archive', async () => {
  expect(world.names.length).toBeGreaterThan(10)
  for (const name of world.names) {
    const { head } = await fetchRepository(client, OWNER, name)
    if (!head) throw new Error(`${name} is empty`)
    const fromObjects = await snapshotOfCommit(client, { owner: OWNER, name }, head)
    expect(plain(fromObjects), name).toEqual(plain(await fromArchive(name, head)))
    expect(fromObjects.commit).toBe(head.commit)
    expect(fromObjects.committedAt).toBe(head.committedAt.toISOString())
  }
})

test('twelve months read through one reader ask for what they share once', async () => {
  const dates = Array.from({ length: 12 }, (_, index) => new Date(Date.UTC(2025, 11 + index, 1) - 1000))
  const { commits, trees } = await monthEndCommits(client, OWNER, 'booking-api', 'main', dates)
  const source = { owner: OWNER, name: 'booking-api' }
  const objects = createGitObjects(client, source)
  objects.learnTrees(trees)
  const before = client.usage.requests
  await objects.list(commits.flatMap((commit) => commit?.tree ?? []))
  let read = 0
  for (const commit of commits) {
    if (!commit) continue
    read += 1
    const snapshot = await snapshotOfCommit(client, source, commit, { objects })
    expect(plain(snapshot)).toEqual(plain(await fromArchive('booking-api', commit)))
  }
  expect(read).toBeGreaterThan(6)
  const archives = read * 2
  expect(client.usage.requests - before - archives).toBeLessThan(archives)
})

test('the verdicts are the same', async () => {
  const records = await createInThreadRecords()
  const onError = (id: string, error: unknown) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  }
  for (const name of ['crew-platform', 'demand-forecasting']) {
    const { head } = await fetchRepository(client, OWNER, name)
    if (!head) throw new Error(`${name} is empty`)
    const [objects, archive] = await Promise.all([
      snapshotOfCommit(client, { owner: OWNER, name }, head),
      fromArchive(name, head),
    ])
    expect(await auditSnapshot(objects, records, onError)).toEqual(await auditSnapshot(archive, records, onError))
  }
})

test('a commit is found by its id, and one that is not there is told so', async () => {
  const { head } = await fetchRepository(client, OWNER, 'skyctl')
  expect(await fetchCommit(client, OWNER, 'skyctl', head?.commit ?? '')).toEqual(head)
  await expect(fetchCommit(client, OWNER, 'skyctl', '0'.repeat(40))).rejects.toMatchObject({ code: 'not-found' })
})

async function fromArchive(name: string, { commit, committedAt }: CommitToRead): Promise<RepoSnapshot> {
  const archive = await openTarball(client, OWNER, name, commit)
  return readTarball(archive, { commit, committedAt: committedAt.toISOString() })
}

/** All that a snapshot says, with its bytes as text; an archive tells no ids of files whose bytes it skips. */
function plain({ files, limits }: RepoSnapshot) {
  return {
    limits,
    files: [...files.values()].map(({ content, blob, ...rest }) => ({
      ...rest,
      blob: content ? blob : null,
      content: content && Buffer.from(content).toString('latin1'),
    })),
  }
}
