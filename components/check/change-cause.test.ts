import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { ChangeCause } from '@/lib/data/change-cause'
import { ChangeCauseText } from './change-cause'

const GITHUB = 'https://github.example/org/api'
const cause: ChangeCause = {
  precision: 'exact',
  commit: 'c'.repeat(40),
  lastCommit: 'b'.repeat(40),
  headline: 'Test <script>alert(1)</script>',
  authorLogin: null,
  authorName: 'Ada <b>Lovelace</b>',
  pull: null,
}

test('a change names its commit, headline and author, as text whatever they hold', () => {
  const html = render(cause)
  expect(html).toContain(`href="${GITHUB}/commit/${'c'.repeat(40)}"`)
  expect(html).toContain('>ccccccc</a> Test &lt;script&gt;alert(1)&lt;/script&gt; by Ada &lt;b&gt;Lovelace&lt;/b&gt;')
})

test('a change by a pull request links it, and says who merged it, its author or somebody else', () => {
  const pull = { number: 12, title: 'Test it', mergedByLogin: 'grace' }
  const html = render({ ...cause, headline: 'Merge pull request #12 from ada/tests', authorLogin: 'ada', pull })
  expect(html).toContain(`href="${GITHUB}/pull/12"`)
  expect(text(html)).toBe('ccccccc Test it by ada, in #12 merged by grace')
  expect(text(render({ ...cause, headline: 'Test it (#12)', authorLogin: 'grace', pull }))).toBe(
    'ccccccc Test it (#12) by grace, in #12 merged by its author',
  )
})

test('a range names both of its ends and nobody', () => {
  const html = render({ ...cause, precision: 'range' })
  expect(html).toContain(`href="${GITHUB}/compare/${'b'.repeat(40)}...${'c'.repeat(40)}"`)
  expect(text(html)).toBe('Between bbbbbbb and ccccccc')
})

function render(shown: ChangeCause): string {
  return renderToStaticMarkup(createElement(ChangeCauseText, { cause: shown, githubUrl: GITHUB }))
}

function text(html: string): string {
  return html.replace(/<[^>]+>/g, '')
}
