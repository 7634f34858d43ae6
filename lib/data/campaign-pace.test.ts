import { expect, test } from 'vitest'
import { paceOf, projectionOf } from './campaign-pace'

const CAMPAIGN = {
  scope: 10,
  done: 4,
  doneAtStart: 0,
  createdOn: '2026-10-03',
  targetOn: '2026-12-26',
  today: '2026-11-28',
}

test.each([
  // Four in eight weeks, and six in four weeks and a day.
  [{}, 'behind', 'The 6 left need 1.45 a week until 26 December 2026; 4 came, 0.5 a week since it began'],
  [{ done: 9 }, 'on-track', 'The one left needs 0.24 a week'],
  [{ done: 9, doneAtStart: 9 }, 'behind', 'none came since it began on 3 October 2026'],
  [{ doneAtStart: 6 }, 'behind', '2 were lost since it began'],
  [{ done: 10 }, 'done', 'Nobody is left'],
  [{ scope: 0, done: 0 }, 'empty', 'No repository that you can see'],
  [{ today: '2026-12-27' }, 'missed', 'The last day was 26 December 2026, and 6 are left'],
  [{ today: '2026-12-26' }, 'behind', 'The 6 left need 42 a week'],
  [{ createdOn: '2026-11-20' }, 'early', 'less than two weeks ago'],
] as const)('%j is %s', (changes, state, because) => {
  const pace = paceOf({ ...CAMPAIGN, ...changes })
  expect(pace.state).toBe(state)
  expect(pace.because).toContain(because)
})

test.each([
  ['too little time has passed', { createdOn: '2026-11-20' }],
  ['its last day has come', { targetOn: '2026-11-28' }],
  ['nothing was gained', { doneAtStart: 12 }],
  ['all are done', { done: 40 }],
  ['other rules judge since', { rulesChanged: true }],
])('nothing is projected where %s', (_, changes) => {
  expect(projectionOf({ ...PROJECTED, ...changes })).toBeNull()
})

const PROJECTED = {
  scope: 40,
  done: 12,
  doneAtStart: 4,
  createdOn: '2026-10-29',
  targetOn: '2026-12-28',
  today: '2026-11-28',
  rulesChanged: false,
}

test('the pace so far leads to a number on the last day, or to the day on which nobody would be left', () => {
  expect(projectionOf(PROJECTED)).toEqual({ day: '2026-12-28', done: 20 })
  expect(projectionOf({ ...PROJECTED, scope: 14 })).toEqual({ day: '2026-12-06', done: 14 })
})
