import { expect, test } from 'vitest'
import { type ChartReading, indexAfterKey, linesAt, nearestIndex, positionsOf } from './reading'

const reading: ChartReading = {
  title: 'Score of payments',
  days: ['2026-01-31', '2026-02-28', '2026-03-31'],
  series: [
    { name: 'Score', values: [38.4, null, 52], none: 'none' },
    { name: 'Repositories', values: [1200, 0, 1201] },
    { name: 'Points gained', values: [null, null, -3.25], signed: true },
  ],
  notes: [[2, 'The rules changed', '1 repository joined']],
  top: 100,
}

test('a pointer finds the point that is nearest, at the edges and beyond them too', () => {
  const positions = [0, 10, 50, 100]
  expect([-20, 4, 6, 29, 31, 80, 140].map((position) => nearestIndex(positions, position))).toEqual([
    ...[0, 0, 1, 1, 2, 3, 3],
  ])
  expect(nearestIndex([50], 0)).toBe(0)
})

test.each([
  ['ArrowRight', 1, 2],
  ['ArrowRight', 5, 5],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 3, 2],
  ['Home', 4, 0],
  ['End', 1, 5],
  ['PageUp', 1, 3],
  ['PageUp', 3, 5],
  ['PageDown', 3, 1],
  ['PageDown', 1, 0],
  ['Tab', 3, null],
  ['a', 3, null],
])('%s leads from point %i to %s of six', (key, from, to) => {
  expect(indexAfterKey(key, from, 6, [1, 3])).toBe(to)
})

test('a point says its day, its values and what happened', () => {
  expect(linesAt(reading, 2)).toEqual([
    '31 Mar 2026',
    'Score: 52',
    'Repositories: 1,201',
    'Points gained: −3.3',
    'The rules changed',
    '1 repository joined',
  ])
  expect(linesAt(reading, 0)).toEqual(['31 Jan 2026', 'Score: 38', 'Repositories: 1,200'])
})

test('a day without a value says so', () => {
  expect(linesAt(reading, 1)).toEqual(['28 Feb 2026', 'Score: none', 'Repositories: 0'])
})

test('points stand at their days, and bars in the middle of their widths', () => {
  expect(positionsOf({ days: ['2026-01-01', '2026-01-02', '2026-01-05'] })).toEqual([0, 25, 100])
  const bars = { ...reading, days: ['0–19', '20–39'], bars: true } as const
  expect(positionsOf(bars)).toEqual([25, 75])
  expect(linesAt(bars, 1)[0]).toBe('20–39')
})
