import { expect, test } from 'vitest'
import { marksOf, trendReading } from './trend-reading'

const points = [
  { day: '2026-01-31', value: 40.04, repositories: 3 },
  { day: '2026-02-28', value: null, repositories: 0 },
  { day: '2026-03-31', value: 52, repositories: 4 },
]
const steps = [{ day: '2026-03-31', joined: 1, left: 0, rejudged: 2, alike: 3.51 }]

test('other rules and another set of repositories are marked at their days', () => {
  expect(marksOf(['2026-03-31'], steps)).toEqual([
    { day: '2026-03-31', kind: 'rules', text: 'The rules changed' },
    { day: '2026-03-31', kind: 'set', text: '1 repository joined' },
  ])
  expect(marksOf([], [{ ...steps[0], day: '2026-03-31', joined: 0, left: 0, rejudged: 0, alike: null }])).toEqual([])
})

test('a trend is told in short lists, its notes with the first point that is not before them', () => {
  const notes = [
    { day: '2026-03-02', text: 'Later' },
    { day: '2026-01-31', text: 'First' },
    { day: '2026-04-01', text: 'Beyond' },
  ]
  expect(trendReading({ title: 'T', valueLabel: 'Score', points, steps, notes })).toEqual({
    title: 'T',
    days: ['2026-01-31', '2026-02-28', '2026-03-31'],
    series: [
      { name: 'Score', values: [40, null, 52], none: 'none' },
      { name: 'Repositories', values: [3, 0, 4] },
      { name: 'Points gained', values: [null, null, 3.5], signed: true },
    ],
    notes: [
      [0, 'First'],
      [2, 'Later', 'Other rules for 2'],
    ],
    top: 100,
  })
})

test('what nobody knows is not told', () => {
  expect(trendReading({ title: 'T', valueLabel: 'Score', points, steps: [], notes: [] }).series).toHaveLength(1)
})
