import { expect, test } from 'vitest'
import { ownDates, parseRange, rangeSearch } from './trend-range'

const NOW = new Date('2026-11-28T10:00:00Z')

test('an address names a range or both of its days, and says the same when it is written again', () => {
  expect(parseRange({ range: '6m' }, NOW).range).toBe('6m')
  expect(parseRange({}, NOW)).toEqual({ range: '1y', rangeProblem: undefined })
  const own = parseRange({ from: '2026-07-01', to: '2026-09-30' }, NOW).range
  expect(ownDates(own)).toEqual({ from: '2026-07-01', to: '2026-09-30' })
  expect(rangeSearch(own)).toBe('?from=2026-07-01&to=2026-09-30')
  expect(rangeSearch('last-quarter')).toBe('?range=last-quarter')
  expect(rangeSearch('1y')).toBe('')
})

test('a range of an unknown name is told in words, and the usual one is drawn', () => {
  for (const range of ['eternity', '2030-01-01..2031-01-01']) {
    expect(parseRange({ range }, NOW)).toEqual({ range: '1y', rangeProblem: expect.stringContaining('no range') })
  }
})

test('own dates without a last day go up to today, as do those of somebody for whom it is tomorrow already', () => {
  expect(parseRange({ from: '2026-11-01', to: '' }, NOW).range).toBe('2026-11-01..2026-11-28')
  expect(parseRange({ from: '2026-11-01', to: '2026-11-29' }, NOW).range).toBe('2026-11-01..2026-11-28')
})

test.each([
  [{ to: '2026-09-30' }, 'The first day is missing'],
  [{ from: 'yesterday' }, 'The first day is not a date'],
  [{ from: '2026-02-01', to: '2026-02-31' }, 'The last day is not a date'],
  [{ from: '1999-12-31' }, 'before 2000-01-01'],
  [{ from: '2026-09-30', to: '2026-09-30' }, 'must come before'],
  [{ from: '2026-11-28', to: '2026-11-29' }, 'must come before'],
  [{ from: '2026-09-01', to: '2027-09-30' }, 'in the future'],
  [{ from: "2026-09-01'; --" }, 'not a date'],
])('%j is refused in words, and another range is drawn', (asked, problem) => {
  expect(parseRange({ ...asked, range: '90d' }, NOW)).toEqual({
    range: '90d',
    rangeProblem: expect.stringContaining(problem),
  })
})
