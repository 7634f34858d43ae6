import { expect, test } from 'vitest'
import { nextPlace } from './row-focus'

const rows = [3, 1, 3]

test.each([
  [null, 'down', { row: 0, cell: 0 }],
  [null, 'up', { row: 2, cell: 0 }],
  [null, 'right', null],
  [{ row: 0, cell: 0 }, 'down', { row: 1, cell: 0 }],
  [{ row: 0, cell: 2 }, 'down', { row: 1, cell: 0 }],
  [{ row: 2, cell: 0 }, 'down', null],
  [{ row: 0, cell: 0 }, 'up', null],
  [{ row: 0, cell: 0 }, 'right', { row: 0, cell: 1 }],
  [{ row: 0, cell: 2 }, 'right', null],
  [{ row: 0, cell: 0 }, 'left', null],
] as const)('from %j a move %s leads to %j', (from, move, to) => {
  expect(nextPlace(rows, from, move)).toEqual(to)
})

test('in a table without rows there is nowhere to go', () => {
  expect(nextPlace([], null, 'down')).toBeNull()
})
