import { expect, test } from 'vitest'
import { draftOf, filesOf, isSame, rangeOfLines, withFile, withNewFile, withoutFile } from './draft'

const EXAMPLE = [
  { path: 'app.py', text: 'x = 1\n' },
  { path: 'README.md', text: '# App\n' },
]

test('files keep their keys while they are changed, added and removed', () => {
  const draft = withNewFile(withoutFile(withFile(draftOf(EXAMPLE), 1, { path: 'docs/README.md' }), 0))
  expect(draft).toEqual([
    { key: 1, path: 'docs/README.md', text: '# App\n' },
    { key: 2, path: '', text: '' },
  ])
  expect(withNewFile([])).toEqual([{ key: 0, path: '', text: '' }])
})

test('a new file of which nothing was written is not sent, and one without a path is, to be refused in words', () => {
  const draft = withNewFile(draftOf([{ path: ' app.py ', text: '' }]))
  expect(filesOf(draft)).toEqual([{ path: 'app.py', text: '' }])
  expect(filesOf(withFile(draft, 1, { text: 'x' }))).toContainEqual({ path: '', text: 'x' })
})

test('an editor is as the example until a path, a text or the number of files changes', () => {
  const draft = draftOf(EXAMPLE)
  expect(isSame(filesOf(draft), EXAMPLE)).toBe(true)
  expect(isSame(filesOf(withFile(draft, 0, { text: 'x = 2\n' })), EXAMPLE)).toBe(false)
  expect(isSame(filesOf(withFile(draft, 0, { path: 'b.py' })), EXAMPLE)).toBe(false)
  expect(isSame(filesOf(withoutFile(draft, 0)), EXAMPLE)).toBe(false)
})

test.each([
  [1, undefined, 'one'],
  [2, undefined, 'two'],
  [2, 3, 'two\nthree'],
  [3, 9, 'three\n'],
  [4, undefined, ''],
  [9, 12, ''],
])('lines %s to %s of a text are selected, and none beyond it', (line, endLine, selected) => {
  const text = 'one\ntwo\nthree\n'
  const { from, to } = rangeOfLines(text, line, endLine)
  expect(text.slice(from, to)).toBe(selected)
})
