import { expect, test } from 'vitest'
import { parseScorecardQuery, scorecardSearch } from '@/lib/data/scorecard-query'
import { chipsOf } from './filter-chips'

const teams = [{ slug: 'tower', name: 'Control tower' }]

test.each([
  [{ team: 'tower' }, 'Control tower', ''],
  [{ team: '~none', sort: 'name' }, 'Without a team', '?sort=name'],
  [{ characteristic: 'testing' }, 'Testing: Fail', ''],
  [{ verdict: 'partial' }, 'Any partial', ''],
  [{ min: '40', max: '49' }, 'Score 40 to 49', ''],
  [{ max: '49' }, 'Score up to 49', ''],
  [{ scored: 'no' }, 'Without a score', ''],
  [{ pushed: 'older' }, 'Pushed over a year ago', ''],
  [{ ready: 'no' }, 'Not ready', ''],
  [{ category: 'robustness', view: 'heat' }, 'Weak in Robustness', '?view=heat'],
])('the filter %j reads “%s”, and is taken away with the rest of the address kept', (params, label, search) => {
  const query = parseScorecardQuery(params)
  const chips = chipsOf(query, teams)
  expect(chips.map((chip) => chip.label)).toEqual([label])
  expect(scorecardSearch(query, chips[0]?.without)).toBe(search)
})

test.each([
  [{ team: 'tower,~none' }, ['Control tower', 'Without a team'], ['?team=~none', '?team=tower']],
  [
    { characteristic: 'testing,retries:partial', verdict: 'fail,unknown' },
    ['Testing: Fail or Unknown', 'Retries: Partial'],
    ['?characteristic=retries:partial', '?characteristic=testing&verdict=fail,unknown'],
  ],
  [{ verdict: 'fail,partial' }, ['Any fail', 'Any partial'], ['?verdict=partial', '?verdict=fail']],
])('of several values in %j each is taken away by itself', (params, labels, searches) => {
  const query = parseScorecardQuery(params)
  const chips = chipsOf(query, teams)
  expect(chips.map(({ label }) => label)).toEqual(labels)
  expect(chips.map(({ without }) => decodeURIComponent(scorecardSearch(query, without)))).toEqual(searches)
})

test('every filter of an address has a chip of its own, and without any there is none', () => {
  const query = parseScorecardQuery({ q: 'api', kind: 'library', visibility: 'private', ready: 'yes', min: '10' })
  expect(chipsOf(query, []).map(({ label }) => label)).toEqual([
    '“api”',
    'Library',
    'Score from 10',
    'Private',
    'Ready',
  ])
  expect(chipsOf(parseScorecardQuery({ sort: 'name' }), [])).toEqual([])
})
