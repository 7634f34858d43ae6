import { expect, test } from 'vitest'
import { byCategory } from './scorecard'
import type { TeamSummary } from './teams'
import { arrangeTeams, comparedScore, parseTeamsQuery, teamsSearch } from './teams-query'

const team = (name: string, score: number | null, robustness: number | null, gain: number | null) =>
  ({
    slug: name.toLowerCase().replace(' ', '-'),
    name,
    score,
    categories: byCategory([{ category: 'robustness', score: robustness }]),
    trend: { points: [{ value: 0 }, { value: gain }] },
  }) as unknown as TeamSummary

const TEAMS = [
  team('Apron', 70, 20, -3),
  team('Data science', 40, 90, 5),
  team('Empty', null, null, null),
  team('Tower', 55, null, -8),
]

test.each([
  [{}, ['Apron', 'Data science', 'Empty', 'Tower']],
  [{ order: 'desc' }, ['Tower', 'Empty', 'Data science', 'Apron']],
  [{ sort: 'score' }, ['Data science', 'Tower', 'Apron', 'Empty']],
  [{ sort: 'score', order: 'desc' }, ['Apron', 'Tower', 'Data science', 'Empty']],
  [{ sort: 'score', trend: 'robustness' }, ['Apron', 'Data science', 'Empty', 'Tower']],
  [{ sort: 'change' }, ['Tower', 'Apron', 'Data science', 'Empty']],
  [{ q: 'SCIENCE data' }, ['Data science']],
  [{ q: 'nobody' }, []],
  [{ sort: 'members', order: 'sideways', trend: 'speed', q: ' ' }, ['Apron', 'Data science', 'Empty', 'Tower']],
])('the address %j lists these teams in this order, what has no figure last', (params, names) => {
  const query = parseTeamsQuery(params)
  const found = arrangeTeams(TEAMS, query, (team) =>
    query.sort === 'score' ? comparedScore(team, query.trend) : (team.trend.points[1]?.value ?? null),
  )
  expect(found.map(({ name }) => name)).toEqual(names)
})

test.each([
  [{}, ''],
  [{ sort: 'name', order: 'asc', range: '1y' }, ''],
  [
    { q: 'a b', sort: 'change', order: 'desc', trend: 'robustness', range: '90d' },
    '?q=a+b&sort=change&order=desc&trend=robustness&range=90d',
  ],
  [{ q: 'a', page: '3' }, '?q=a'],
  [{ page: '0' }, ''],
])('the address of %j says only what differs', (params, search) => {
  expect(teamsSearch(parseTeamsQuery(params))).toBe(search)
})

test('another page stays in the address, and any other change leads to the first', () => {
  const query = parseTeamsQuery({ q: 'a', page: '3' })
  expect(query.page).toBe(3)
  expect(teamsSearch(query, { page: 4 })).toBe('?q=a&page=4')
  expect(teamsSearch(query, { order: 'desc' })).toBe('?q=a&order=desc')
})
