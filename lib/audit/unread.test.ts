import { beforeAll, expect, test } from 'vitest'
import { fillFakeCredentials } from '@/e2e/repos/build/fake-credentials'
import type { CharacteristicId } from '@/lib/checks/rubric'
import type { RepoSnapshot, SnapshotFile } from '@/lib/snapshot/snapshot'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, type RecordSource } from './audit'
import { createInThreadRecords } from './in-thread'

const SERVICE = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health():\n    return 1\n'
const KEY = fillFakeCredentials('TOKEN = "@@FAKE:github_token@@"\n', 'unread')
const REASON = '9 of 12 Python files were not read: the repository is larger than an audit reads.'

let records: RecordSource
beforeAll(async () => {
  records = await createInThreadRecords()
})

const FILES = {
  'README.md': '# Api\n',
  'requirements.txt': 'fastapi==0.115.0\n',
  'api/__init__.py': '',
  'api/main.py': `${SERVICE}${'Y = 1\n'.repeat(60)}`,
  ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`api/part${index}.py`, `X = ${index}\n`.repeat(50)])),
}

test('verdicts that rest on code which was not read are unknown, and say why', async () => {
  const verdicts = await judge(without(FILES, /part/, { kind: 'unread', message: REASON, paths: [] }))
  for (const id of ['error-handling', 'type-hints', 'docstrings', 'testing', 'metrics-tracing'] as const) {
    expect(verdicts.get(id), id).toEqual({ verdict: 'unknown', message: REASON })
  }
})

test('files that stay out of the archive are the reason where they were not read', async () => {
  const message = 'The archive lacks or changes files because of .gitattributes, and 9 of them were not read.'
  const verdicts = await judge(without(FILES, /part/, { kind: 'export-ignore', message, paths: ['api/part0.py'] }))
  expect(verdicts.get('type-hints')).toEqual({ verdict: 'unknown', message })
})

test('what the part that was read settles stands', async () => {
  const verdicts = await judge(
    without({ ...FILES, 'api/aws.py': KEY }, /part/, { kind: 'unread', message: REASON, paths: [] }),
  )
  expect(verdicts.get('health-checks')?.verdict).toBe('pass')
  expect(verdicts.get('secrets-management')?.verdict).toBe('fail')
  expect(verdicts.get('dependency-management')?.verdict).toBe('partial')
  expect(verdicts.get('containerization')?.verdict).toBe('fail')
})

test('a small part that was not read changes nothing', async () => {
  const files = { ...FILES, 'api/tiny.py': 'X = 1\n' }
  const verdicts = await judge(without(files, /tiny/, { kind: 'unread', message: REASON, paths: [] }))
  expect([...verdicts.values()].filter(({ verdict }) => verdict === 'unknown')).toEqual([])
})

test('folders that were not listed leave nothing to be said of what was not found', async () => {
  const message = 'Folders were not listed: the repository has more of them than an audit lists.'
  const verdicts = await judge(without(FILES, /never/, { kind: 'unlisted', message, paths: ['deploy'] }))
  expect(verdicts.get('containerization')).toEqual({ verdict: 'unknown', message })
  expect(verdicts.get('readme')?.verdict).toBe('unknown')
  expect(verdicts.get('health-checks')?.verdict).toBe('pass')
})

function without(files: Record<string, string>, unread: RegExp, limit: RepoSnapshot['limits'][number]): RepoSnapshot {
  const snapshot = virtualSnapshot(files)
  const cut = [...snapshot.files].map(([path, file]): [string, SnapshotFile] =>
    unread.test(path) ? [path, { ...file, content: null, omitted: 'unread' }] : [path, file],
  )
  return { ...snapshot, files: new Map(cut), limits: [limit] }
}

async function judge(snapshot: RepoSnapshot) {
  const { results } = await auditSnapshot(snapshot, records, (id, error) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  })
  return new Map<CharacteristicId, object & { verdict: string }>(
    results.map(({ id, verdict, message }) => [id, { verdict, message }]),
  )
}
