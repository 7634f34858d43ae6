import { expect, test } from 'vitest'
import { announcementOf, MISSED, mergeEvents } from './announcement'

const event = (...checked: string[]) => ({ checked, checkedCount: checked.length, scan: false, access: false })

test.each([
  [event('refunds'), 'Updated: refunds was checked just now.'],
  [event('refunds', 'loyalty'), 'Updated: refunds and loyalty were checked just now.'],
  [{ ...event('a', 'b', 'c'), checkedCount: 12 }, 'Updated: a and 11 others were checked just now.'],
  [{ ...event(), scan: true }, null],
  [event(), null],
  [MISSED, 'Updated: the page shows what changed in the meantime.'],
  [mergeEvents(MISSED, event('refunds')), 'Updated: refunds was checked just now.'],
  [{ ...event(), access: true }, 'Updated: what you may see changed.'],
])('%j is announced as "%s"', (said, text) => {
  expect(announcementOf(said)).toBe(text)
})

test('what is told together counts each repository once', () => {
  const both = mergeEvents(event('a', 'b'), { ...event('b', 'c'), scan: true, access: true })
  expect(both).toEqual({ checked: ['a', 'b', 'c'], checkedCount: 3, scan: true, access: true, missed: false })
  expect(mergeEvents(null, event('a'))).toEqual(event('a'))
})
