import { expect, test } from 'vitest'
import { describeSet, describeSetEvent, eventsUpTo } from './trend-events'

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

test('a set says what it leaves out, and always by whose eyes it is', () => {
  expect(describeSet(0)).toBe('The whole line counts the repositories that count today and that you may see today.')
  expect(describeSet(1)).toContain('It leaves out one repository that was archived, excluded or removed in this range.')
  expect(describeSet(20)).toContain('It leaves out 20 repositories that were archived')
})
