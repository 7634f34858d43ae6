import { expect, test } from 'vitest'
import type { HistoryStep } from '@/lib/data/repository-history'
import { historyMarks } from './history-marks'

const points = ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'].map((day) => ({ day, value: 50 }))

function step(day: string, changes: [HistoryStep['changes'][number]['from'], HistoryStep['changes'][number]['to']][]) {
  return {
    day,
    commit: day.replaceAll('-', '').padEnd(40, 'c'),
    commitBefore: 'b'.repeat(40),
    score: 60,
    scoreBefore: 50,
    rulesChanged: false,
    changes: changes.map(([from, to]) => ({
      characteristic: 'testing' as const,
      from,
      to,
      cause: null,
      isSought: false,
    })),
  } satisfies HistoryStep
}

test('a change stands at its day between the ends of months, says what changed, and leads to both commits', () => {
  const [mark, ...others] = historyMarks('hangar', 'api', points, [step('2026-03-31', [['fail', 'pass']])])
  expect(others).toEqual([])
  expect(mark).toEqual({
    x: 50,
    direction: 'better',
    label: '31 Mar 2026, commit 2026033: Testing from fail to pass',
    href: `/orgs/hangar/repositories/api/compare?from=${'b'.repeat(40)}&to=${'20260331'.padEnd(40, 'c')}`,
  })
})

test('changes too close to be pressed apart share a mark over all of their commits', () => {
  const marks = historyMarks('hangar', 'api', points, [
    step('2026-05-20', [['pass', 'fail']]),
    step('2026-03-12', [['partial', 'pass']]),
    step('2026-03-10', [['pass', 'partial']]),
  ])
  expect(marks.map(({ direction }) => direction)).toEqual(['mixed', 'worse'])
  expect(marks[0]?.label).toMatch(/^10 Mar 2026 to 12 Mar 2026, 2 commits up to 2026031: .* to partial; .* to pass$/)
  expect(Math.min(...marks.slice(1).map(({ x }, index) => x - (marks[index]?.x ?? 0)))).toBeGreaterThan(10)
})

test('an audit that changed no verdict, or lies outside of the chart, has no mark', () => {
  const outside = step('2025-12-31', [['fail', 'pass']])
  expect(historyMarks('hangar', 'api', points, [step('2026-03-31', []), outside])).toEqual([])
})
