import { expect, test } from 'vitest'
import type { HistoryStep } from '@/lib/data/repository-history'
import { historyMarks, historyNotes } from './history-marks'

type Change = HistoryStep['changes'][number]

function step(day: string, changes: [Change['from'], Change['to']][], pull: number | null = null) {
  const cause: Change['cause'] =
    pull === null
      ? null
      : {
          precision: 'exact',
          commit: 'c'.repeat(40),
          lastCommit: 'b'.repeat(40),
          headline: 'Test it',
          authorLogin: null,
          authorName: null,
          pull: { number: pull, title: null, mergedByLogin: null },
        }
  return {
    day,
    commit: day.replaceAll('-', '').padEnd(40, 'c'),
    commitBefore: 'b'.repeat(40),
    score: 60,
    scoreBefore: 50,
    rulesChanged: false,
    changes: changes.map(([from, to]) => ({ characteristic: 'testing' as const, from, to, cause, isSought: false })),
  } satisfies HistoryStep
}

test('each day with another verdict has a mark with its commits, its changes and its pull request', () => {
  const marks = historyMarks([
    step('2026-05-20', [['pass', 'fail']]),
    step('2026-04-01', []),
    step('2026-03-31', [['fail', 'pass']], 12),
  ])
  expect(marks).toEqual([
    {
      day: '2026-03-31',
      commit: '20260331'.padEnd(40, 'c'),
      before: 'b'.repeat(40),
      direction: 'better',
      changes: ['Testing from fail to pass'],
      pulls: [12],
    },
    expect.objectContaining({ day: '2026-05-20', direction: 'worse', pulls: [] }),
  ])
})

test('changes both ways on one day are told as such', () => {
  const mixed = step('2026-03-31', [
    ['fail', 'pass'],
    ['pass', 'partial'],
  ])
  expect(historyMarks([mixed])[0]?.direction).toBe('mixed')
})

test('the first audit has no mark, and is told with its commit', () => {
  const first = { ...step('2026-03-31', []), commitBefore: null }
  expect(historyMarks([first])).toEqual([])
  expect(historyNotes([first])).toEqual([{ day: '2026-03-31', text: 'First audited commit 2026033' }])
  expect(historyNotes([step('2026-03-31', [['fail', 'pass']])])).toEqual([
    { day: '2026-03-31', text: 'Commit 2026033' },
    { day: '2026-03-31', text: 'Testing from fail to pass' },
  ])
})

test('a day on which many verdicts changed is told with the first of them, and how many more', () => {
  const many = step(
    '2026-03-31',
    Array.from({ length: 8 }, () => ['fail', 'pass'] as [Change['from'], Change['to']]),
  )
  const notes = historyNotes([many])
  expect(notes).toHaveLength(7)
  expect(notes.at(-1)?.text).toBe('3 more verdicts changed')
})
