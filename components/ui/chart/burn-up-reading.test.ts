import { expect, test } from 'vitest'
import { neededOn } from '@/lib/data/campaign-pace'
import { type BurnUpPlan, burnUpReading } from './burn-up-reading'
import { linesAt } from './reading'

const points = [
  { day: '2026-10-18', done: 2, scope: 9, rejudged: 0 },
  { day: '2026-11-01', done: 2, scope: 10, rejudged: 0 },
  { day: '2026-11-15', done: 4, scope: 10, rejudged: 3 },
  { day: '2026-11-21', done: 5, scope: 10, rejudged: 0 },
]
const plan: BurnUpPlan = {
  begunOn: '2026-11-01',
  targetOn: '2026-12-11',
  endedOn: null,
  ruleChanges: ['2026-11-15'],
  changes: [{ day: '2026-11-15', what: ['the last day', 'the teams'] }],
  projection: { day: '2026-12-11', done: 8 },
}

test('the pace that is needed goes from the start to all on the last day, and no further', () => {
  expect(
    ['2026-10-31', '2026-11-01', '2026-11-21', '2026-12-11', '2026-12-12'].map((day) => neededOn(day, points, plan)),
  ).toEqual([...[null, 2, 6, 10, null]])
})

test('each point says what was done of how many and what happened, and reading begins today', () => {
  const reading = burnUpReading('Done', points, plan, 10)
  expect(reading.start).toBe(3)
  expect(linesAt(reading, 0)).toEqual(['18 Oct 2026', 'Done: 2', 'In scope: 9'])
  expect(linesAt(reading, 1).slice(-2)).toEqual(['Needed by the pace: 2', 'Begun'])
  expect(linesAt(reading, 2).slice(-3)).toEqual([
    'Changed: the last day, the teams',
    'The rules changed',
    'Other rules for 3',
  ])
  expect(linesAt(reading, 3)).toContain('Today')
  expect(linesAt(reading, 4)).toEqual(['11 Dec 2026', 'Needed by the pace: 10', 'Last day', 'At this pace 8 of 10'])
})

test('one that ended says so at its last point', () => {
  const ended = burnUpReading('Done', points, { ...plan, endedOn: '2026-11-21', targetOn: '2026-11-15' }, 10)
  expect(ended.days).toHaveLength(4)
  expect(linesAt(ended, 3)).toContain('Ended')
  expect(linesAt(ended, 2)).toContain('Last day')
})
