import { expect, test } from 'vitest'
import { isFiltered, parseScorecardQuery, scorecardSearch } from './scorecard-query'

test('an address without parameters asks for everything, the best score first', () => {
  const query = parseScorecardQuery({})
  expect(query).toMatchObject({ sort: 'score', order: 'desc', window: 90, page: 1 })
  expect(isFiltered(query)).toBe(false)
})

test('values that make no sense are ignored, and those that do are kept', () => {
  const query = parseScorecardQuery({
    sort: 'drop table',
    order: 'sideways',
    page: '-3',
    window: '31',
    kind: 'spaceship',
    team: "x'; --",
    category: 'robustness',
    verdict: 'FAIL',
    q: 'a'.repeat(1000),
    constructor: 'x',
  })
  expect(query).toMatchObject({ sort: 'score', order: 'desc', window: 90, page: 1, category: 'robustness' })
  expect(query.kind ?? query.team ?? query.verdict ?? query.q).toBeUndefined()
})

test('a parameter that is given twice counts once', () => {
  expect(parseScorecardQuery({ q: ['alpha', 'beta'] }).q).toBe('alpha')
})

test('a characteristic without a verdict means those that fail it', () => {
  expect(parseScorecardQuery({ characteristic: 'testing' }).verdict).toBe('fail')
})

test('addresses hold what differs from the defaults, and a new question starts at page 1', () => {
  const query = parseScorecardQuery({ q: 'pay', sort: 'name', page: '3' })
  expect(scorecardSearch(query, { page: 2 })).toBe('?q=pay&sort=name&page=2')
  expect(scorecardSearch(query, { kind: 'cli' })).toBe('?q=pay&kind=cli&sort=name')
  expect(scorecardSearch(parseScorecardQuery({}))).toBe('')
})
