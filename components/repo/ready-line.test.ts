import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RepositoryAudit } from '@/lib/data/repository'
import { ReadyLine } from './ready-line'

const FAILS = [
  { id: 'testing', verdict: 'fail' },
  { id: 'ci-cd', verdict: 'fail' },
  { id: 'readme', verdict: 'partial' },
]

test.each([
  [80, [], ['testing'], 'Ready for production'],
  [80, FAILS, ['readme'], 'Ready for production'],
  [74.2, FAILS, ['testing'], 'Not ready: Testing fails; 6 points short of 80.'],
  [95, FAILS, ['testing', 'ci-cd'], 'Not ready: Testing and CI/CD fail.'],
  [79, [], [], 'Not ready: 1 point short of 80.'],
  [79.8, [], [], 'Ready for production'],
  [null, [], [], 'Not ready: it has no score.'],
] as const)(
  'a score of %s with %j by a bar that forbids fails in %j reads “%s”',
  (score, results, mustNotFail, said) => {
    const audit = { score, results } as unknown as RepositoryAudit
    const html = renderToStaticMarkup(createElement(ReadyLine, { audit, bar: { score: 80, mustNotFail } }))
    expect(html.replace(/<[^>]+>/g, '')).toBe(said)
  },
)
