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

test('a page that can use all of its address says nothing', () => {
  expect(show({ characteristic: 'testing', min: '5', q: '', team: 'platform' })).toBe('')
})

function show(params: Readonly<Record<string, string>>): string {
  const notice = UnusableNotice({ params, fields: SCORECARD_FIELDS })
  return renderToStaticMarkup(notice).replace(/<[^>]*>/g, '')
}
