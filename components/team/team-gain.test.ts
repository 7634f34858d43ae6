import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { TrendCaption } from '@/components/org/trend-caption'
import type { TeamDetail } from '@/lib/data/team'
import type { Trend } from '@/lib/data/trends'
import { TeamFacts } from './team-facts'
import { TeamGain } from './team-gain'

const days = ['2026-01-31', '2026-02-28', '2026-03-31']

function trendOf(alike: readonly (number | null)[], rest: Partial<Trend> = {}): Trend {
  return {
    points: days.map((day, index) => ({ day, value: 30 + index * 20, repositories: index + 1 })),
    steps: alike.map((gained, index) => ({
      day: days[index + 1] ?? '',
      joined: 1,
      left: 0,
      rejudged: 0,
      alike: gained,
    })),
    ruleChanges: [],
    events: [],
    leftOut: 0,
    ...rest,
  }
}

const gainIn = (trend: Trend) => renderToStaticMarkup(createElement(TeamGain, { trend, range: '90d' }))

test('a gain is that of the same repositories by the same rules, in tenths, whatever the mean did', () => {
  const html = gainIn(trendOf([0.2, 0.14]))
  expect(html).toContain('+0.3')
  expect(html).toContain('title="In the same repositories, by the same rules"')
  expect(html).toContain(' in 90 days')
  expect(gainIn(trendOf([0.02, -0.04]))).toContain('>±0<')
})

test('a gain that is measured over less than the range says since when, and none is a dash with its reason', () => {
  expect(gainIn(trendOf([null, -1]))).toContain(' since 28 Feb 2026')
  const nothing = gainIn(trendOf([null, null]))
  expect(nothing).toContain('No repository was judged twice by the same rules.')
  expect(nothing).not.toContain('90 days')
})

test('under a trend stands of which repositories it is, how many it leaves out, and what it gained like for like', () => {
  const html = renderToStaticMarkup(createElement(TrendCaption, { trend: trendOf([1, 2], { leftOut: 20 }) }))
  expect(html).toContain('that count today and that you may see today')
  expect(html).toContain('It leaves out 20 repositories that were archived, excluded or removed since 31 Jan 2026.')
  expect(html).toContain('In the same repositories, by the same rules:')
  expect(html).toContain('+3.0')
})

test('under a trend what was gained is of points once, for who hears it as for who reads it', () => {
  const told = (alike: number) =>
    renderToStaticMarkup(createElement(TrendCaption, { trend: trendOf([null, alike]) })).replace(/<[^>]*>/g, '')
  expect(told(44.5)).toContain(': +44.5 points.')
  expect(told(0)).toContain(': ±0 points.')
})

test('a team’s score is of today, whatever the range of what it gained', () => {
  const trend = trendOf([0.4, null])
  const facts = { slug: 'platform', name: 'Platform', description: null, members: 2, repositories: 7, scored: 7 }
  const team = { ...facts, score: 85, coverage: 1, trend, categoryTrends: {} as TeamDetail['categoryTrends'] }
  const html = renderToStaticMarkup(createElement(TeamFacts, { team, range: 'last-quarter' }))
  expect(html.replace(/<[^>]*>/g, '')).toContain('85of 100 today')
})
