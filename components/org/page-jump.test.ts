import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { parseScorecardQuery } from '@/lib/data/scorecard-query'
import { PageJump } from './page-jump'

const at = (page: string, pages: number) => {
  const query = parseScorecardQuery({ view: 'heat', team: 'core', page })
  return renderToStaticMarkup(createElement(PageJump, { org: 'hangar', query, pages }))
}

test('going to a page by its number keeps what else the address holds', () => {
  const form = at('7', 200)
  expect(form).toContain('action="/orgs/hangar#repositories"')
  expect(form).toContain('<input type="hidden" name="view" value="heat"/>')
  expect(form).toContain('<input type="hidden" name="team" value="core"/>')
  expect(form.match(/name="page"/g)).toHaveLength(1)
  expect(form).toContain('value="7"')
  expect(form).toContain('max="200"')
})

test('the rows may begin elsewhere on the page', () => {
  const query = parseScorecardQuery({ view: 'heat' })
  const form = renderToStaticMarkup(createElement(PageJump, { org: 'hangar', query, pages: 3, anchor: 'rows' }))
  expect(form).toContain('action="/orgs/hangar#rows"')
})

test('where the next page leads everywhere, there is nothing to enter', () => {
  expect(at('1', 2)).toBe('')
})
