import { expect, test } from 'vitest'
import { compareUrl, editFileUrl, evidenceUrl, newFileUrl } from './github-links'

const repository = 'https://github.com/skylark-air/booking-api'
const commit = 'c0ffee'.padEnd(40, '0')

test.each([
  ['a line', { path: 'app/main.py', line: 12 }, 'app/main.py#L12'],
  ['lines', { path: 'app/main.py', line: 12, endLine: 20 }, 'app/main.py#L12-L20'],
  ['one line given twice', { path: 'app/main.py', line: 12, endLine: 12 }, 'app/main.py#L12'],
  ['a file', { path: 'Dockerfile' }, 'Dockerfile'],
  ['a rendered file', { path: 'docs/README.md', line: 3 }, 'docs/README.md?plain=1#L3'],
  [
    'a path with marks that mean something in addresses',
    { path: 'a b/#1?x=%2F.py', line: 1 },
    'a%20b/%231%3Fx%3D%252F.py#L1',
  ],
  ['another alphabet', { path: 'données/é.py' }, 'donn%C3%A9es/%C3%A9.py'],
  ['half a character', { path: 'x\ud800.py' }, 'x%EF%BF%BD.py'],
])('the address of %s is escaped and leads to the commit', (_what, place, expected) => {
  expect(evidenceUrl(repository, commit, { ...place, note: 'Seen.' })).toBe(`${repository}/blob/${commit}/${expected}`)
})

test.each(['', '/', '../../evil', 'a/../../b', './a', 'a//b'])('%j is no file and has no address', (path) => {
  expect(evidenceUrl(repository, commit, { path, line: 1, note: 'Looked for it.' })).toBeNull()
})

test('two commits are compared', () => {
  expect(compareUrl(repository, 'aaa', 'bbb')).toBe(`${repository}/compare/aaa...bbb`)
})

test('a new file is filled in, and a branch or path of several parts stays one', () => {
  const base = 'https://github.example/hangar/api'
  expect(newFileUrl(base, 'release/1 2', 'svc/.airworthy.yml', 'kind: cli\n')).toBe(
    `${base}/new/release/1%202?filename=svc%2F.airworthy.yml&value=kind%3A+cli%0A`,
  )
  expect(editFileUrl(base, 'main', 'a b/.airworthy.yml')).toBe(`${base}/edit/main/a%20b/.airworthy.yml`)
})
