import { expect, test } from 'vitest'
import type { Verdict } from '@/lib/checks/rubric'
import type { CheckResult } from '@/lib/checks/run'
import { verdictScore } from '@/lib/checks/score'
import { aggregateResults } from './aggregate'
import type { ProjectReport } from './report'

function project(path: string, linesOfCode: number, verdict: Verdict): ProjectReport {
  const result: CheckResult = {
    id: 'retries',
    category: 'robustness',
    weight: 3,
    verdict,
    score: verdictScore(verdict),
    message: `${path} is ${verdict}.`,
    evidence: [
      { path: `${path}/a.py`, line: 1, note: 'first' },
      { path: '', note: 'Looked everywhere.' },
    ],
    fix: verdict === 'fail' || verdict === 'partial' ? { summary: `Mend ${path}.` } : null,
  }
  return {
    path,
    kind: 'web-service',
    kindReason: '',
    linesOfCode,
    excludedLines: 0,
    score: null,
    coverage: 1,
    results: [result],
    override: null,
  }
}

test('a single project is the repository', () => {
  const single = project('', 10, 'partial')
  expect(aggregateResults([single])).toBe(single.results)
})

test('the mean is weighted by lines, and the worst project is told first', () => {
  const [result] = aggregateResults([
    project('good', 700, 'pass'),
    project('bad', 200, 'fail'),
    project('none', 100, 'not_applicable'),
  ])
  expect(result).toMatchObject({
    verdict: 'partial',
    score: 0.778,
    message: '1 of 2 projects passes. bad: bad is fail.',
    fix: { summary: 'Mend bad.' },
  })
  expect(result?.evidence).toEqual([
    { path: 'bad/a.py', line: 1, note: 'first' },
    { path: 'good/a.py', line: 1, note: 'first' },
    { path: '', note: 'bad: Looked everywhere.' },
    { path: '', note: 'good: Looked everywhere.' },
  ])
})

test('nearly all passing passes and needs no fix', () => {
  const [result] = aggregateResults([project('good', 900, 'pass'), project('bad', 100, 'fail')])
  expect(result).toMatchObject({ verdict: 'pass', fix: null })
})

test('what applies to under a fifth of the code does not apply', () => {
  const [result] = aggregateResults([project('lib', 900, 'not_applicable'), project('api', 100, 'fail')])
  expect(result).toMatchObject({ verdict: 'not_applicable', score: null })
  expect(result?.message).toContain('1 of 2 projects')
})

test('what no project could be judged on stays unknown', () => {
  const [result] = aggregateResults([project('a', 5, 'unknown'), project('b', 5, 'unknown')])
  expect(result).toMatchObject({
    verdict: 'unknown',
    score: null,
    message: "2 of 2 projects can't be judged. a: a is unknown.",
  })
})
