import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import type { TrialAnswer } from '@/lib/trials/trial'
import { TrialView } from './trial-view'
import { TryEditor } from './try-editor'

const HOSTILE = '</textarea><script>alert(1)</script>'
const path = '/checks/error-handling/try/fail-1'
const files = [
  { path: 'app.py', text: '\nimport os\n', isEvidence: true },
  { path: '<b>.py', text: HOSTILE, isEvidence: false },
]

function editor(): string {
  return renderToStaticMarkup(
    createElement(TryEditor, { check: 'error-handling', verdict: 'fail', files, path, tryForm: vi.fn() }),
  )
}

test('every file is a labelled path and a text in one form, before any script runs', () => {
  const html = editor()
  expect(html).toMatch(/<input[^>]*aria-label="Path of app.py"[^>]*name="path"[^>]*value="app.py"/)
  // The browser leaves out the first line break of a text.
  expect(html).toMatch(/<textarea name="text" aria-label="Text of app.py"[^>]*>\n\nimport os\n<\/textarea>/)
  expect(html.match(/name="path"/g)).toHaveLength(html.match(/name="text"/g)?.length ?? -1)
  expect(html).toMatch(/<noscript>.*aria-label="Path of One more file"/s)
  expect(html).toContain(`<a href="${path}"`)
  expect(html).toContain('As it stands: ')
  expect(html).toMatch(/<button type="submit"[^>]*>Judge<\/button>/)
})

test('what a file holds and is called is text and never markup', () => {
  const html = editor()
  expect(html).not.toContain('<script>alert')
  expect(html).not.toContain('<b>')
})

test('a verdict stands with its message, what it was judged as, and links to the lines of files that are there', () => {
  const html = view({
    ok: true,
    trial: {
      verdict: 'partial',
      message: 'Some of `it`.',
      evidence: [
        { path: 'app.py', line: 3, note: 'A bare `except`' },
        { path: 'gone.py', line: 1, note: 'Removed since' },
        { path: '', note: 'Nothing logs' },
      ],
      kind: 'Scripts',
      kindReason: 'It holds modules alone.',
      unparsed: [],
    },
  })
  expect(html).toMatch(/<a href="#file-0"[^>]*>app.py:3<\/a>/)
  expect(html).toMatch(/<span [^>]*>gone.py:1<\/span>/)
  const words = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(words).toContain('Fail → Partial Some of it .')
  expect(words).toContain('Judged as: Scripts. It holds modules alone.')
  expect(words).toContain('The files were changed since.')
})

test('a verdict that stayed is told without an arrow', () => {
  const trial = {
    verdict: 'fail',
    message: 'It is.',
    evidence: [],
    kind: 'Scripts',
    kindReason: 'Why.',
    unparsed: [],
  } as const
  expect(view({ ok: true, trial })).not.toContain('→')
})

test('a file that can not be parsed is named with the reason', () => {
  const unparsed = [{ path: 'app.py', reason: 'a syntax error' }]
  const trial = {
    verdict: 'fail',
    message: 'It is.',
    evidence: [],
    kind: 'Scripts',
    kindReason: 'Why.',
    unparsed,
  } as const
  expect(view({ ok: true, trial }).replace(/<[^>]+>/g, '')).toContain(
    'app.py can not be parsed and is left out: a syntax error.',
  )
})

test('a refusal is an alert with its sentence', () => {
  expect(view({ ok: false, error: 'Every file needs a path.' })).toMatch(/role="alert".*Every file needs a path\./)
})

function view(answer: TrialAnswer): string {
  const anchorOf = (wanted: string) => (wanted === 'app.py' ? 'file-0' : null)
  return renderToStaticMarkup(
    createElement(TrialView, { answer, before: 'fail', isStale: true, anchorOf, onJump: vi.fn() }),
  )
}
