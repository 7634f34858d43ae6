import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ReadyBar } from '@/lib/data/ready'
import type { RepositoryResult } from '@/lib/data/repository'
import { NextFixes } from './next-fixes'
import { parseRepositoryQuery, repositorySearch } from './repository-query'

const result = { score: 0, verdict: 'fail', weight: 1, message: 'No.', evidence: [], fix: null } as const
const results: RepositoryResult[] = [
  { ...result, id: 'testing', category: 'maintainability', weight: 3 },
  { ...result, id: 'readme', category: 'documentation' },
  { ...result, id: 'ci-cd', category: 'deployability', verdict: 'pass', score: 1, weight: 4 },
]

function render(ticked: RepositoryResult['id'][], bar: ReadyBar | null = null, waived: RepositoryResult['id'][] = []) {
  const place = { path: '/orgs/hangar/repositories/api', search: [['project', 'a b']] as const, href: '/x' }
  const address = { ...place, bar, waived: waived.map((id) => ({ id })) }
  return renderToStaticMarkup(createElement(NextFixes, { results, score: 50, ticked, ...address }))
}

test('ticked fixes of the address are ticked on the page, with the score that they give, before any script runs', () => {
  const html = render(['testing'])
  expect(html).toMatch(/<input[^>]*aria-label="Suppose that Testing passes"[^>]*checked=""/)
  expect(html).not.toMatch(/aria-label="Suppose that README passes"[^>]*checked/)
  expect(html.replace(/<[^>]+>/g, '')).toContain('With this fix the score would be 88 instead of 50 (+37.5).')
  expect(html).toContain('Maintainability 0 → 100')
  expect(html).toContain('<form action="/orgs/hangar/repositories/api" method="get">')
  expect(html).toContain('<input type="hidden" name="project" value="a b"/>')
})

test('what is waived is marked among the fixes, and none goes after it', () => {
  const order = (html: string) => [...html.matchAll(/name="fix" value="([^"]+)"/g)].map(([, id]) => id)
  expect(order(render([]))).toEqual(['testing', 'readme'])
  expect(render([])).not.toContain('Waived')
  const html = render([], null, ['testing'])
  expect(order(html)).toEqual(['readme', 'testing'])
  expect(html).toMatch(/<s [^>]*>Testing<\/s>.*Waived/s)
  expect(html).not.toMatch(/<s [^>]*>README/)
})

test.each([
  [['testing'], { score: 80, mustNotFail: ['testing'] }, 'and it would be ready for production.'],
  [['testing'], { score: 90, mustNotFail: [] }, 'and it would not be ready yet: 2 points short of 90.'],
  [['readme'], { score: 80, mustNotFail: ['testing'] }, 'not be ready yet: Testing fails; 17 points short of 80.'],
  [['readme'], { score: 50, mustNotFail: [] }, '(+12.5).'],
] as const)('fixes %j by the bar %j tell what becomes of its readiness', (ticked, bar, said) => {
  expect(render([...ticked], bar).replace(/<[^>]+>/g, '')).toContain(said)
})

test('without a tick nothing is supposed, and what passes already can’t be ticked', () => {
  const html = render(['ci-cd'])
  expect(html).toContain('Tick fixes to see')
  expect(html).not.toContain('value="ci-cd"')
})

test.each([
  [{ fix: 'testing,readme' }, ['testing', 'readme'], '?fix=testing,readme'],
  [{ fix: ['readme', 'testing'] }, ['testing', 'readme'], '?fix=testing,readme'],
  [{ fix: 'nothing,testing', verdict: 'fail' }, ['testing'], '?verdict=fail&fix=testing'],
  [{}, [], ''],
])('an address with %j supposes %j', (params, fixes, search) => {
  const query = parseRepositoryQuery(params)
  expect(query.fixes).toEqual(fixes)
  expect(repositorySearch(query)).toBe(search)
})
