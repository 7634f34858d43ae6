import { expect, test } from 'vitest'
import { MOST_BYTES, MOST_FILES, type TrialFile } from './trial'
import { parseTrialFiles, TrialTooLarge } from './trial-files'

const file = (path: string, text = '') => ({ path, text })

test('paths and texts are taken as they are, whatever names they bear', () => {
  const files = parseTrialFiles({
    files: [file('app/main.py', 'print("<b>")\r\n'), file('__proto__', 'x'), file('a b')],
  })
  expect(Object.entries(files)).toEqual([
    ['app/main.py', 'print("<b>")\r\n'],
    ['__proto__', 'x'],
    ['a b', ''],
  ])
  expect(parseTrialFiles({ files: [] })).toEqual({})
})

test.each([
  ['../etc/passwd'],
  ['/etc/passwd'],
  ['a/../../b'],
  ['./main.py'],
  ['a//b'],
  ['a/'],
  ['C:/x.py'],
  ['..\\x.py'],
  ['a\0.py'],
  ['a\nb.py'],
  ['\u001b[31m.py'],
])('%j is no path of a file', (path) => {
  expect(() => parse(file(path))).toThrow(/is not a path in a repository/)
})

test.each([
  ['an empty path', [file('')], /Every file needs a path/],
  ['a long path', [file('x'.repeat(1025))], /at most 1024 characters/],
  ['a deep path', [file(`${'a/'.repeat(64)}x.py`)], /at most 64 deep/],
  ['a path twice', [file('a.py'), file('a.py')], /“a.py” is there twice/],
  ['a file that is a folder', [file('app/x/main.py'), file('app/x')], /“app\/x” can’t be a file and a folder/],
  ['many files', Array.from({ length: MOST_FILES + 1 }, (_, i) => file(`m${i}.py`)), /At most 20 files/],
])('%s is refused with what to do', (_what, files, sentence) => {
  expect(() => parse(...files)).toThrow(sentence)
})

test('what is one byte too large is refused, counted as it is stored', () => {
  expect(Object.keys(parse(file('a.py', 'x'.repeat(MOST_BYTES - 4))))).toEqual(['a.py'])
  expect(() => parse(file('a.py', 'x'.repeat(MOST_BYTES - 3)))).toThrow(TrialTooLarge)
  expect(() => parse(file('a.py', '€'.repeat(MOST_BYTES / 2)))).toThrow(TrialTooLarge)
})

test.each([
  [null],
  ['files'],
  [[]],
  [{ files: 'x' }],
  [{ files: [{ path: 1, text: '' }] }],
  [{ files: [{ path: 'a' }] }],
])('%j is no list of files', (input) => {
  expect(() => parseTrialFiles(input)).toThrow(/Send JSON such as/)
})

function parse(...files: TrialFile[]) {
  return parseTrialFiles({ files })
}
