import { expect, test, vi } from 'vitest'
import { withoutBrokenCells } from './cells'

const text = 'a\n\nbroken\n\nc'
const cells = [1, 3, 5]
const brokenBy = (cell: string) => (cell.includes('broken') ? ('syntax' as const) : null)

test('lines of the other cells stay where they are', () => {
  expect(withoutBrokenCells(text, cells, brokenBy)).toEqual({
    text: 'a\n\n\n\nc',
    leftOut: [{ line: 3, lines: 2, reason: 'syntax' }],
  })
})

test.each<[string, string, readonly number[]]>([
  ['is one cell', 'broken', [1]],
  ['has no cell that can be parsed', 'broken\n\n# only a comment\n\nbroken', [1, 3, 5]],
  ['has no cell that can not', 'a\n\nb', [1, 3]],
])('a notebook that %s stays as it is', (_, whole, starts) => {
  expect(withoutBrokenCells(whole, starts, brokenBy)).toBeNull()
})

test('the parser is asked no more once it crashed', () => {
  const crashes = vi.fn(() => 'crash' as const)
  expect(withoutBrokenCells(text, cells, crashes)).toBeNull()
  expect(crashes).toHaveBeenCalledOnce()
})
