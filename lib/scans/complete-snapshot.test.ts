import { afterAll, beforeAll, expect, test } from 'vitest'
import { startScanWorld } from '@/e2e/scans/scan-world'
import { openTarball } from '@/lib/github/archive'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { fetchRepository } from '@/lib/github/repository-listing'
import { readTarball } from '@/lib/snapshot/tarball'
import { gitBlobId } from '@/lib/snapshot/virtual'
import { completeSnapshot } from './complete-snapshot'

const SOURCE = { owner: 'hangar', name: 'api' }
let world: Awaited<ReturnType<typeof startScanWorld>>
let client: GitHubClient

beforeAll(async () => {
  world = await startScanWorld()
  client = createGitHubClient('token-of-ada')
})
afterAll(() => world?.close())

test('code that a repository hides from its archive is read from git', async () => {
  await push({
    '.gitattributes': 'hidden/** export-ignore\nversion.py export-subst\n.gitattributes export-ignore\n',
    'hidden/danger.py': "PASSWORD = 'x'\n",
    'hidden/picture.png': 'not text',
    'version.py': "V = '$Format:%H$'\n",
  })
  const { before, after } = await read()
  expect([...before.files.keys()]).not.toContain('hidden/danger.py')
  expect(text(after, 'hidden/danger.py')).toBe("PASSWORD = 'x'\n")
  expect(text(after, 'version.py')).toBe("V = '$Format:%H$'\n")
  expect(after.files.get('version.py')?.blob).toBe(gitBlobId(new TextEncoder().encode("V = '$Format:%H$'\n")))
  expect(after.files.get('hidden/picture.png')).toMatchObject({ content: null, omitted: 'unwanted' })
  expect([...after.files.keys()]).toEqual([...after.files.keys()].sort())
  expect(after.limits.map(({ message }) => message)).toEqual([
    'The archive leaves out or rewrites 3 files (.gitattributes); they were read from git instead.',
  ])
})

test('attributes that hide nothing cost no further request', async () => {
  await push({
    '.gitattributes': '*.py text\n',
    'hidden/danger.py': null,
    'hidden/picture.png': null,
    'version.py': null,
  })
  const requests = client.usage.requests
  const { before, after } = await read()
  expect(after).toBe(before)
  expect(client.usage.requests - requests).toBe(3)
})

test('more hidden files than can be fetched are named as unread', async () => {
  const many = Array.from({ length: 7 }, (_, index) => [`hidden/m${index}.py`, `x = ${index}\n`])
  await push({ '.gitattributes': 'hidden/** export-ignore\n', ...Object.fromEntries(many) })
  const { after } = await read({ files: 4, bytes: 1000 })
  const [limit] = after.limits
  expect(limit).toMatchObject({ kind: 'export-ignore', message: expect.stringContaining('3 of them were not read') })
  expect(limit?.paths.length).toBe(3)
})

async function push(files: Record<string, string | null>): Promise<void> {
  await world.github.push({ owner: 'hangar', repo: 'api', files, message: 'Change' })
}

async function read(bounds?: { files: number; bytes: number }) {
  const { head } = await fetchRepository(client, 'hangar', 'api')
  if (!head) throw new Error('api has commits')
  const stream = await openTarball(client, 'hangar', 'api', head.commit)
  const before = await readTarball(stream, { commit: head.commit, committedAt: head.committedAt.toISOString() })
  return { before, after: await completeSnapshot(client, SOURCE, head, before, bounds) }
}

function text(snapshot: Awaited<ReturnType<typeof readTarball>>, path: string): string {
  return new TextDecoder().decode(snapshot.files.get(path)?.content ?? new Uint8Array())
}
