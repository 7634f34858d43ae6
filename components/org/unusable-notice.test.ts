import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SCORECARD_FIELDS } from '@/lib/data/scorecard-query'
import { UnusableNotice } from './unusable-notice'

test('a page says what of its address it ignores, cut short and with nothing hidden in it', () => {
  const text = show({ characteristic: 'nope', verdict: 'fail', min: 'a\u202eb', q: 'a'.repeat(120) })
  expect(text).toBe(
    `Ignored, because this page can’t use them: search “${'a'.repeat(40)}…”, characteristic “nope” and score from “a\\u{202e}b”.`,
  )
})

test('what is ignored is told on paper as well, where a status is left out', () => {
  const notice = UnusableNotice({ params: { min: 'a' }, fields: SCORECARD_FIELDS })
  expect(renderToStaticMarkup(notice)).toContain('role="note"')
})

test('a character of two halves is cut as a whole', () => {
  expect(show({ min: `a${'😀'.repeat(60)}` })).toContain(`“a${'😀'.repeat(39)}…”`)
})

test('a page that can use all of its address says nothing', () => {
  expect(show({ characteristic: 'testing', min: '5', q: '', team: 'platform' })).toBe('')
})

function show(params: Readonly<Record<string, string>>): string {
  const notice = UnusableNotice({ params, fields: SCORECARD_FIELDS })
  return renderToStaticMarkup(notice).replace(/<[^>]*>/g, '')
}
