import { expect, test } from 'vitest'
import { acrossDays, areaPath, describeTrend, linePath, segments, stepPath } from './geometry'

const points = [
  { day: '2026-01-31', value: 0 },
  { day: '2026-02-28', value: null },
  { day: '2026-03-31', value: 50 },
  { day: '2026-04-30', value: 100 },
]

test('a month without a score breaks the line instead of drawing through it', () => {
  expect(segments(points).map((run) => run.map(({ index }) => index))).toEqual([[0], [2, 3]])
})

test('higher scores stand higher, and each day stands where its time is from edge to edge', () => {
  const [first, second] = segments(points)
  expect(first?.[0]).toMatchObject({ x: 0, y: 100 })
  expect(second?.[1]).toMatchObject({ x: 100, y: 0 })
  const [days = []] = segments(['2026-01-01', '2026-01-02', '2026-01-05'].map((day) => ({ day, value: 1 })))
  expect(days.map(({ x }) => x)).toEqual([0, 25, 100])
})

test('a single point stands in the middle', () => {
  expect(segments([{ day: '2026-01-31', value: 50 }])[0]?.[0]).toMatchObject({ x: 50, y: 50 })
})

test('paths are closed to the bottom for areas, and empty for nothing', () => {
  const [, run = []] = segments(points)
  expect(linePath(run)).toBe('M66.29 50.00L100.00 0.00')
  expect(areaPath(run)).toBe('M66.29 50.00L100.00 0.00L100.00 100L66.29 100Z')
  expect(areaPath([])).toBe('')
  expect(stepPath(run)).toBe('M66.29 50.00H100.00V0.00')
  expect(areaPath(run, stepPath)).toBe('M66.29 50.00H100.00V0.00L100.00 100L66.29 100Z')
})

test('the description names both ends, or says that there is nothing', () => {
  expect(describeTrend(points)).toBe('From 0 on 2026-01-31 to 100 on 2026-04-30.')
  expect(describeTrend([{ day: '2026-01-31', value: null }])).toBe('No scores yet.')
})

test('a day stands where its time is, between the first and the last', () => {
  expect(acrossDays('2026-11-11', '2026-11-01', '2026-11-21')).toBe(50)
  expect(acrossDays('2026-11-01', '2026-11-01', '2026-11-01')).toBe(50)
})
