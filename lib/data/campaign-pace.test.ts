import { expect, test } from 'vitest'
import { latelyOf, paceOf, projectionOf } from './campaign-pace'

const CAMPAIGN = {
  scope: 10,
  done: 4,
  doneAtStart: 0,
  lately: null,
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
  [{ today: '2026-12-26' }, 'behind', 'The 6 left are needed today, the last day; 4 came'],
  [{ today: '2026-12-23', done: 9 }, 'behind', 'The one left is needed within 3 days, by 26 December 2026; 9 came'],
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
  lately: null,
  createdOn: '2026-10-29',
  targetOn: '2026-12-28',
  today: '2026-11-28',
  rulesChanged: false,
}

test('the pace so far leads to a number on the last day, or to the day on which nobody would be left', () => {
  expect(projectionOf(PROJECTED)).toEqual({ day: '2026-12-28', done: 20 })
  expect(projectionOf({ ...PROJECTED, scope: 14 })).toEqual({ day: '2026-12-06', done: 14 })
})

/** Six of seven came within four months, and none in the 23 weeks since. */
const STALLED = {
  scope: 7,
  done: 6,
  doneAtStart: 0,
  createdOn: '2026-02-15',
  targetOn: '2027-03-31',
  today: '2026-11-28',
}
const STALLED_POINTS = [
  { day: '2026-02-15', done: 0 },
  { day: '2026-04-19', done: 3 },
  { day: '2026-06-21', done: 6 },
  { day: '2026-08-30', done: 6 },
  { day: '2026-11-28', done: 6 },
]

test('what came long ago makes no campaign on track, nor leads anywhere, where nothing came lately', () => {
  const lately = latelyOf(STALLED_POINTS, STALLED)
  expect(lately).toEqual({ day: '2026-06-21', done: 6, unchangedSince: '2026-06-21' })
  const { state, because } = paceOf({ ...STALLED, lately })
  expect(state).toBe('behind')
  expect(because).toContain('6 came, 0.15 a week since it began on 15 February 2026, but none since 21 June 2026.')
  expect(projectionOf({ ...STALLED, lately, rulesChanged: false })).toBeNull()
})

test.each([
  [
    { day: '2026-10-31', done: 3 },
    'behind',
    '4 came, 0.5 a week since it began on 3 October 2026, 1 of them, 0.25 a week',
  ],
  [{ day: '2026-10-31', done: 1 }, 'behind', ', 3 of them, 0.75 a week, since 31 October 2026'],
  [{ day: '2026-10-31', done: 6 }, 'behind', ', but 2 were lost since 31 October 2026'],
] as const)('with %j four weeks ago the pace of late is told beside that since it began', (then, state, because) => {
  const pace = paceOf({ ...CAMPAIGN, lately: { ...then, unchangedSince: then.day } })
  expect(pace.state).toBe(state)
  expect(pace.because).toContain(because)
})

test.each([
  [{ doneAtStart: 4 }, 'none came since it began on 3 October 2026, but 2 came, 0.5 a week, since 31 October 2026.'],
  [{ doneAtStart: 6 }, '2 were lost since it began on 3 October 2026, but 2 came, 0.5 a week, since 31 October 2026.'],
  [
    { doneAtStart: 4, done: 8 },
    '4 came, 0.5 a week since it began on 3 October 2026, but 6 came, 1.5 a week, since 31 October 2026.',
  ],
])('with %j and two done four weeks ago, what came back is told beside what was lost before', (changes, because) => {
  const lately = { day: '2026-10-31', done: 2, unchangedSince: '2026-10-31' }
  expect(paceOf({ ...CAMPAIGN, ...changes, lately }).because).toContain(because)
})

test('a campaign that has become fast is on track, and its projection is by that', () => {
  const lately = { day: '2026-11-14', done: 4, unchangedSince: '2026-11-14' }
  expect(paceOf({ ...CAMPAIGN, done: 8, lately }).state).toBe('on-track')
  expect(projectionOf({ ...PROJECTED, lately: { ...lately, done: 5 } })).toEqual({ day: '2026-12-28', done: 27 })
})

test.each([
  ['2026-10-25', '2026-10-28', '2026-08-30'],
  ['2026-10-25', '2026-12-06', '2026-08-30'],
  ['2026-08-30', '2026-11-08', '2026-06-21'],
  ['2026-02-28', '2026-12-31', null],
])(
  'on %s, the last day being %s, lately is since %s: as long as what is left, at least four weeks',
  (today, targetOn, day) => {
    const points = STALLED_POINTS.filter((point) => point.day <= today)
    expect(latelyOf(points, { ...STALLED, today, targetOn })?.day ?? null).toBe(day)
  },
)
