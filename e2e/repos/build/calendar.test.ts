import { describe, expect, test } from 'vitest'
import { commitDate, defaultAnchor, parseAnchor } from './calendar'

const rest = { message: 'x', remove: [], rename: [], executable: [] }
const entry = { step: '01-x', day: 28, hour: 23, minute: 5, author: 'ada', ...rest }

describe('commitDate', () => {
  test('counts months back over the turn of a year', () => {
    expect(commitDate(new Date('2031-02-01T00:00:00Z'), { ...entry, monthsAgo: 12 }).toISOString()).toBe(
      '2030-02-28T23:05:00.000Z',
    )
  })

  test('lies before the anchor even on its first day', () => {
    const anchor = new Date('2031-03-01T00:00:00Z')
    expect(commitDate(anchor, { ...entry, monthsAgo: 1 }).getTime()).toBeLessThan(anchor.getTime())
  })
})

describe('anchors', () => {
  test('default to the first day of the month', () => {
    expect(defaultAnchor(new Date('2031-03-17T22:10:00Z')).toISOString()).toBe('2031-03-01T00:00:00.000Z')
  })

  test.each(['', '2031', '2031-13-01', '2031-02-30', 'tomorrow'])('refuse %j', (text) => {
    expect(parseAnchor(text)).toBeUndefined()
  })
})
