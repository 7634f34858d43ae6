import { expect, test } from 'vitest'
import { countCodeLines, countLines } from './lines'

test.each([
  ['', 0, 0],
  ['x', 1, 1],
  ['x\n', 1, 1],
  ['x\n\ny', 3, 2],
  ['x\r\ny\rz\r\n', 3, 3],
  ['\n\r\n\r', 3, 0],
  ['\t \f\v\nx\n\u00a0\u2003\ufeff\ny', 4, 2],
  ['\u2028x\n\u00e9', 2, 2],
])('lines and lines of code of %j', (text, lines, codeLines) => {
  expect([countLines(text), countCodeLines(text, [])]).toEqual([lines, codeLines])
})

test('a line that holds nothing but a comment is no line of code', () => {
  const text = '# one\n  # two\nx  # three\n'
  const comments = [
    { start: 0, end: 5, line: 1 },
    { start: 8, end: 13, line: 2 },
    { start: 17, end: 24, line: 3 },
  ]
  expect(countCodeLines(text, comments)).toBe(1)
})
