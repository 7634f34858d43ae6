import { expect, test } from 'vitest'
import {
  isFiltered,
  pairsOf,
  parseScorecardQuery,
  parseScorecardSearch,
  scorecardSearch,
  withoutFilters,
} from './scorecard-query'
import { DEFAULT_COLUMNS } from './table-columns'

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

test('several values are told apart by commas or by names given twice, and more than make sense are none', () => {
  const search = '?team=pay,crew&characteristic=testing:partial,retries&verdict=fail,partial'
  expect(scorecardSearch(parseScorecardSearch(search))).toBe(search)
  expect(parseScorecardQuery({ kind: ['cli', '', 'library'] }).kind).toBe('cli,library')
  expect(parseScorecardQuery({ kind: 'cli,spaceship' }).kind).toBeUndefined()
  expect(parseScorecardQuery({ team: Array(21).fill('a').join(',') }).team).toBeUndefined()
  expect(parseScorecardQuery({ characteristic: 'testing:maybe' }).characteristic).toBeUndefined()
  expect(pairsOf(parseScorecardQuery({ characteristic: 'testing:partial,retries' }))).toEqual([
    { id: 'testing', verdicts: ['partial'] },
    { id: 'retries', verdicts: ['fail'] },
  ])
  expect(parseScorecardQuery({ characteristic: 'testing:partial' }).verdict).toBeUndefined()
})

test('addresses hold what differs from the defaults, and a new question starts at page 1', () => {
  const query = parseScorecardQuery({ q: 'pay', sort: 'name', page: '3' })
  expect(scorecardSearch(query, { page: 2 })).toBe('?q=pay&sort=name&page=2')
  expect(scorecardSearch(query, { kind: 'cli' })).toBe('?q=pay&kind=cli&sort=name')
  expect(scorecardSearch(parseScorecardQuery({}))).toBe('')
})

test('a score range, columns, the view and the range of trends are kept where they make sense', () => {
  const query = parseScorecardQuery({
    min: '20',
    max: '101',
    visibility: 'secret',
    pushed: 'older',
    cols: 'pushed,score,drop',
    view: 'heat',
    range: '90d',
  })
  expect(query).toMatchObject({ min: 20, pushed: 'older', cols: ['score', 'pushed'], view: 'heat', range: '90d' })
  expect(query.max ?? query.visibility).toBeUndefined()
  expect(scorecardSearch(query)).toBe('?min=20&pushed=older&range=90d&view=heat&cols=score,pushed')
})

test('an empty bound of a score range is none, and 0 is one', () => {
  expect(isFiltered(parseScorecardQuery({ min: '', max: ' ' }))).toBe(false)
  expect(parseScorecardQuery({ max: '0' }).max).toBe(0)
})

test('columns that a form names one by one count together, and none of them means the default', () => {
  expect(parseScorecardQuery({ cols: ['fails', 'score'] }).cols).toEqual(['score', 'fails'])
  expect(parseScorecardQuery({ cols: 'constructor' }).cols).toEqual(DEFAULT_COLUMNS)
  expect(scorecardSearch(parseScorecardQuery({ cols: DEFAULT_COLUMNS.join(',') }))).toBe('')
})

test('an address that is read again is the same, and without its filters the rest stays', () => {
  const search = '?q=a,b&team=pay&min=1&sort=name&order=desc&cols=score,fails'
  const query = parseScorecardSearch(search)
  expect(scorecardSearch(query)).toBe(search)
  expect(scorecardSearch(withoutFilters(query))).toBe('?sort=name&order=desc&cols=score,fails')
})

test('the saved view from which somebody came stays in the address and filters nothing', () => {
  const query = parseScorecardSearch('?q=pay&saved=12')
  expect(scorecardSearch(query, { min: 5 })).toBe('?q=pay&min=5&saved=12')
  expect(scorecardSearch(query, { saved: undefined })).toBe('?q=pay')
  expect(isFiltered(parseScorecardSearch('?saved=12'))).toBe(false)
  expect(parseScorecardQuery({ saved: '1; drop' }).saved).toBeUndefined()
})
