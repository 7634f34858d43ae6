import { expect, test } from 'vitest'
import { describeSet, describeSetEvent, eventMarks, eventsUpTo } from './trend-events'

test.each([
  ['counted', 1, '1 repository began to count'],
  ['left-out', 20, '20 repositories were archived, excluded or removed'],
  ['seen', 1200, 'from here on you see 1,200 more repositories'],
  ['unseen', 1, 'from here on you see 1 repository fewer'],
] as const)('%s of %s reads "%s"', (what, repositories, text) => {
  expect(describeSetEvent({ day: '2026-01-31', what, repositories })).toBe(text)
})

test('an event stands with the first point that is not before it', () => {
  const events = [{ day: '2026-02-10', what: 'seen', repositories: 2 }] as const
  expect(eventsUpTo(events, null, '2026-01-31')).toEqual([])
  expect(eventsUpTo(events, '2026-01-31', '2026-02-28')).toEqual(events)
  expect(eventsUpTo(events, '2026-02-28', '2026-03-31')).toEqual([])
})

test('what the organisation did and what the viewer may see are marks of two kinds', () => {
  const event = { day: '2026-02-10', repositories: 2 }
  expect(
    eventMarks([
      { ...event, what: 'left-out' },
      { ...event, what: 'seen' },
    ]),
  ).toEqual([
    { day: '2026-02-10', kind: 'set', text: '2 repositories were archived, excluded or removed' },
    { day: '2026-02-10', kind: 'access', text: 'From here on you see 2 more repositories' },
  ])
})

test('a set says what it leaves out, and always by whose eyes it is', () => {
  const points = [{ day: '2026-01-31', value: 50, repositories: 1 }]
  const all = 'The whole line counts the repositories that count today and that you may see today.'
  expect(describeSet({ points, leftOut: 0 })).toBe(all)
  expect(describeSet({ points, leftOut: 1 })).toBe(
    `${all} It leaves out one repository that was archived, excluded or removed since 31 Jan 2026.`,
  )
  expect(describeSet({ points, leftOut: 20 }, true)).toContain('that the team has today and that you may see today')
})
