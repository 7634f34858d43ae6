import { expect, test } from 'vitest'
import type { AuditReport } from '@/lib/audit/report'
import { requireCheck } from '@/lib/checks/registry'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import { writeCheckOutput } from './check-output'
import { compareReports } from './compare-reports'

type Result = AuditReport['results'][number]

function report(score: number | null, results: readonly Result[]) {
  return { score, results, limits: [] }
}

function result(id: CharacteristicId, verdict: Verdict, evidence: Result['evidence'] = []): Result {
  return {
    id,
    category: requireCheck(id).category,
    verdict,
    score: null,
    weight: 1,
    message: `Why ${id}.`,
    evidence,
    fix: null,
  }
}

const PAGE = 'https://airworthy.example/orgs/o/repositories/r'
const ABOUT = { bar: null, pageUrl: PAGE, changedPaths: new Set<string>() }

test('a check tells the score before and after and each verdict that changes, and stays neutral without a bar', () => {
  const before = report(60, [result('testing', 'fail'), result('readme', 'pass')])
  const after = report(71.6, [result('testing', 'pass'), result('readme', 'pass')])
  const checked = compareReports(before, after, null)
  const output = writeCheckOutput(checked, after, ABOUT)
  expect(output).toMatchObject({
    conclusion: 'neutral',
    title: 'Score 60 → 72, 1 verdict changes',
    annotations: [],
  })
  expect(output.summary).toContain(`| ${requireCheck('testing').title} | fail → **pass** | Why testing. |`)
  expect(output.summary).toContain(PAGE)
})

test.each([
  [70, 71, 'success'],
  [72, 71, 'failure'],
  [72, 71.5, 'success'],
  [72, 71.4, 'failure'],
  [71.5, 71.4, 'failure'],
  [null, 71, 'neutral'],
  [72, null, 'success'],
] as const)('with the bar at %s a score of %s is %s', (bar, score, conclusion) => {
  expect(compareReports(report(50, []), report(score, []), bar).conclusion).toBe(conclusion)
})

test('only what gets worse is annotated, at its lines', () => {
  const place = { path: 'app/main.py', line: 7, note: 'A bare except.' }
  const before = report(80, [
    result('error-handling', 'pass'),
    result('retries', 'fail'),
    result('metrics-tracing', 'pass'),
  ])
  const after = report(60, [
    result('error-handling', 'fail', [place, { path: 'README.md', note: 'no line' }]),
    result('retries', 'partial', [{ ...place, line: 9 }]),
    result('metrics-tracing', 'unknown', [{ ...place, line: 11 }]),
  ])
  const { annotations } = writeCheckOutput(compareReports(before, after, null), after, ABOUT)
  expect(annotations).toEqual([
    {
      path: 'app/main.py',
      line: 7,
      endLine: 7,
      level: 'warning',
      title: `${requireCheck('error-handling').title}: fail`,
      message: 'A bare except.',
    },
  ])
})

test('lines in changed files come first, and at most a hundred are marked', () => {
  const at = (path: string, line: number) => ({ path, line, note: '' })
  const evidence = Array.from({ length: 120 }, (_, index) => at('old.py', index + 1))
  const after = report(0, [result('testing', 'fail', [...evidence, at('new.py', 3), at('', 4)])])
  const checked = compareReports(report(9, [result('testing', 'pass')]), after, null)
  const { annotations } = writeCheckOutput(checked, after, { ...ABOUT, changedPaths: new Set(['new.py']) })
  expect(annotations).toHaveLength(100)
  expect(annotations[0]).toMatchObject({ path: 'new.py', message: 'Why testing.' })
  expect(annotations[1]).toMatchObject({ path: 'old.py', line: 1 })
})

test('what gets worse is told first, and words of the repository stay words', () => {
  const before = report(50, [result('testing', 'fail'), result('readme', 'pass')])
  const hostile = 'Not `a | b` but | <img src=x> @team https://evil.example'
  const after = report(50, [result('testing', 'pass'), { ...result('readme', 'partial'), message: hostile }])
  const { summary, title } = writeCheckOutput(compareReports(before, after, 90), after, { ...ABOUT, bar: 90 })
  expect(title).toBe('Score 50 → 50, 2 verdicts change')
  expect(summary.indexOf('pass → **partial**')).toBeLessThan(summary.indexOf('fail → **pass**'))
  expect(summary).toContain('at least 90, which this is under')
  const row = summary.split('\n').find((line) => line.includes('**partial**')) ?? ''
  expect(row.match(/(?<!\\)\|/g)).toHaveLength(4)
  expect(row).not.toMatch(/[^\\]<img|@team|https:/)
})
