import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ComparedVerdict } from '@/lib/data/audit-comparison'
import { ComparedVerdicts } from './compared-verdicts'

const change: ComparedVerdict = {
  characteristic: 'testing',
  from: 'fail',
  to: 'pass',
  messageBefore: null,
  messageAfter: '12 tests.',
  steps: [
    {
      from: 'fail',
      to: 'pass',
      cause: {
        precision: 'exact',
        commit: 'a'.repeat(40),
        lastCommit: 'b'.repeat(40),
        headline: 'Test <the> booking',
        authorLogin: 'ada',
        authorName: null,
        pull: { number: 7, title: null, mergedByLogin: 'grace' },
      },
    },
  ],
}

function render(changes: readonly ComparedVerdict[], more = {}): string {
  const about = {
    same: 3,
    isSameCommit: false,
    rulesChanged: false,
    githubUrl: 'https://github.example/h/a',
    page: '/p',
  }
  return renderToStaticMarkup(createElement(ComparedVerdicts, { changes, ...about, ...more })).replace(/<[^>]+>/g, '')
}

test('a verdict that differs comes with what both audits said, and by which commit, whose and how it came in', () => {
  const text = render([change])
  expect(text).toMatch(/Before.*Fail.*no longer kept.*After.*Pass.*12 tests\./s)
  expect(text).toContain('aaaaaaa Test &lt;the&gt; booking by ada, in #7 merged by grace')
  expect(text).toContain('3 verdicts are the same in both.')
})

test('without a difference it says so, for the same commit as well, and other rules are told', () => {
  expect(render([])).toContain('None: 3 verdicts are the same in both.')
  expect(render([], { isSameCommit: true })).toContain('It is the same commit twice.')
  expect(render([change], { rulesChanged: true })).toContain('audited by different rules')
})
