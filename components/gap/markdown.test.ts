import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Markdown } from './markdown'

test('headings, lists, links and code of an issue are shown as GitHub shows them', () => {
  const page = show(
    '### Evidence\n\n- [a.py:3](<https://git.example.com/a.py#L3>): it **swallows** `OSError`\n\n```py\npass\n```',
  )
  expect(page).toMatch(/<h3[^>]*>Evidence<\/h3>/)
  expect(page).toMatch(/<li><a href="https:\/\/git\.example\.com\/a\.py#L3"[^>]*>a\.py:3<\/a>: it <strong/)
  expect(page).toMatch(/<code>pass<\/code>/)
})

test('what escapes as Markdown is shown without its backslashes', () => {
  expect(show('7 of 8 \\(38.3 per 1,000 lines\\)')).toContain('7 of 8 (38.3 per 1,000 lines)')
})

test('markup is text, and the marker of the issue is not shown', () => {
  const page = show('<img src=x onerror=alert(1)>\n\n<!-- airworthy:gap:testing -->')
  expect(page).not.toContain('<img')
  expect(page).toContain('&lt;img')
  expect(page).not.toContain('airworthy:gap')
})

test.each(['javascript:alert(1)', 'data:text/html,x', '/orgs'])('a link to %s leads nowhere', (url) => {
  const page = show(`[here](<${url}>)`)
  expect(page).toContain('here')
  expect(page).not.toContain('href')
})

function show(text: string): string {
  return renderToStaticMarkup(Markdown({ children: text }))
}
