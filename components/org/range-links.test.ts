import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { DEFAULT_RANGE, type Range, rangeSearch } from '@/lib/data/trend-range'
import { RangeLinks } from './range-links'

/** As an address that holds something besides the range. */
const href = (range: Range) => `/orgs/hangar${rangeSearch(range) || '?'}&team=flight#trend`

function show(range: Range, problem?: string): string {
  return renderToStaticMarkup(createElement(RangeLinks, { range, problem, href }))
}

test('every range is a link, and the one that is drawn is marked as such', () => {
  const html = show('6m')
  for (const range of ['30d', '90d', '6m', 'all', 'quarter', 'last-quarter'])
    expect(html).toContain(`href="/orgs/hangar?range=${range}&amp;team=flight#trend"`)
  expect(html).toMatch(/aria-current="true"[^>]*>6 months</)
  expect(html.match(/aria-current/g)).toHaveLength(1)
  expect(html).toMatch(/<summary[^>]*>Dates</)
})

test('a quarter and own dates are said where they are chosen', () => {
  expect(show('last-quarter')).toMatch(/<summary[^>]*>Last quarter</)
  const html = show('2026-07-01..2026-09-30')
  expect(html).toMatch(/<summary[^>]*>1 Jul 2026 – 30 Sept 2026</)
  expect(html).toMatch(/name="from"[^>]*value="2026-07-01"/)
  expect(html).toMatch(/name="to"[^>]*value="2026-09-30"/)
})

test('the form for own dates keeps the rest of the address, and leaves out the range that it replaces', () => {
  const html = show('90d')
  expect(html).toContain('action="/orgs/hangar"')
  expect(html).toContain('<input type="hidden" name="team" value="flight"/>')
  expect(html).not.toContain('name="range"')
})

test('what is wrong with own dates is said where they are given, which is open then', () => {
  const html = show(DEFAULT_RANGE, 'The first day is missing.')
  expect(html).toMatch(/<details[^>]* open=""/)
  expect(html).toMatch(/role="alert"[^>]*>The first day is missing\.</)
  expect(show(DEFAULT_RANGE)).not.toMatch(/<details[^>]* open=""/)
})
