import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HistoryLane } from '@/components/repo/history-lane'
import type { HistoryMark } from '@/components/repo/history-marks'
import { BurnUpChart } from './burn-up'
import { Sparkline } from './sparkline'
import { TrendLine } from './trend-line'

const points = [
  { day: '2026-01-31', value: 40, repositories: 3 },
  { day: '2026-03-02', value: 50, repositories: 4 },
  { day: '2026-05-11', value: 62, repositories: 4 },
]
const steps = [{ day: '2026-03-02', joined: 1, left: 0, rejudged: 2, alike: 4 }]

test('without scripts a trend is its drawing and its table, and nothing that only scripts could work', () => {
  const html = renderToStaticMarkup(createElement(TrendLine, { title: 'Score', points, steps }))
  expect(html).toContain('aria-label="Score. From 40 on 2026-01-31 to 62 on 2026-05-11."')
  expect(html).toContain('Show as table')
  expect(html).toContain('1 repository joined; other rules for 2')
  expect(html).not.toMatch(/role="slider"|title="/)
})

test('a mark stands where its day is, has a shape of its own, and the legend says what it means', () => {
  const access = { day: '2026-03-22', kind: 'access' as const, text: 'Two became visible' }
  const html = renderToStaticMarkup(
    createElement(TrendLine, { title: 'Score', points, steps, ruleChanges: ['2026-05-11'], dayMarks: [access] }),
  )
  expect(html).toContain('left:50%')
  expect(html).toContain('left:30%')
  for (const meaning of ['The rules changed', 'Repositories joined or left', 'What you may see changed'])
    expect(html).toContain(meaning)
})

test('a mark outside of the range is not drawn', () => {
  const html = renderToStaticMarkup(
    createElement(TrendLine, {
      title: 'Score',
      points,
      dayMarks: [{ day: '2025-01-01', kind: 'access', text: 'Old' }],
    }),
  )
  expect(html).not.toMatch(/left:-/)
})

test('nothing to draw is no reason to fail', () => {
  expect(renderToStaticMarkup(createElement(TrendLine, { title: 'Score', points: [] }))).toContain('No scores yet.')
  expect(renderToStaticMarkup(createElement(Sparkline, { points: [], className: '' }))).not.toContain('<path')
})

test('a burn-up has the pace that is needed, where the pace of late leads, and what that is in words', () => {
  const plan = { begunOn: '2026-02-01', targetOn: '2026-05-01', endedOn: null, ruleChanges: [] }
  const days = [
    { day: '2026-01-18', done: 3, scope: 20, rejudged: 0 },
    { day: '2026-02-01', done: 4, scope: 20, rejudged: 0 },
    { day: '2026-04-01', done: 13, scope: 21, rejudged: 0 },
  ]
  const chart = (projection: { day: string; done: number } | null) =>
    renderToStaticMarkup(createElement(BurnUpChart, { title: 'Done', points: days, plan: { ...plan, projection } }))
  expect(chart({ day: '2026-05-01', done: 17 })).toContain('Dots: at this pace 17 of 21 on 1 May 2026.')
  expect(chart(null)).not.toContain('Dots:')
  expect(chart(null)).toContain('to 13 of 21 today; the last day is 1 May 2026.')
  expect(chart(null)).toMatch(/1 May 2026<\/th><td[^>]*>–<\/td><td[^>]*>–<\/td><td[^>]*>21<\/td><td[^>]*>Last day/)
  const ended = { ...plan, endedOn: '2026-04-01', projection: null }
  expect(renderToStaticMarkup(createElement(BurnUpChart, { title: 'Done', points: days, plan: ended }))).toContain(
    'to 13 of 21 on 1 Apr 2026, when it ended',
  )
})

test('before scripts run, a mark of a history leads to the comparison of its commits', () => {
  const mark = (day: string): HistoryMark => ({
    day,
    commit: 'c'.repeat(40),
    before: 'b'.repeat(40),
    direction: 'better',
    changes: ['Testing from fail to pass', 'Retries from fail to pass'],
    pulls: [7],
  })
  const html = renderToStaticMarkup(
    createElement(HistoryLane, {
      org: 'hangar',
      name: 'api',
      githubUrl: 'https://github.example/hangar/api',
      marks: [mark('2026-02-01'), mark('2026-02-03'), mark('2026-11-01')],
      first: '2026-01-01',
      last: '2026-12-31',
    }),
  )
  expect(html.match(/<a /g)).toHaveLength(2)
  expect(html).toContain('aria-label="1 Feb 2026 to 3 Feb 2026: Testing from fail to pass; 3 more"')
  expect(html).toContain(`href="/orgs/hangar/repositories/api/compare?from=${'b'.repeat(40)}&amp;to=${'c'.repeat(40)}"`)
})
