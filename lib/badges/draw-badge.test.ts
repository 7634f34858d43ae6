import { expect, test } from 'vitest'
import { drawBadge, escapeXml } from './draw-badge'

test('a badge says its value in words, for eyes and for ears', () => {
  const svg = drawBadge({ label: 'testing', value: 'partial', tone: 'fair' })
  expect(svg).toContain('aria-label="testing: partial"')
  expect(svg).toContain('<title>testing: partial</title>')
  expect(svg.match(/<text[^>]*>([^<]*)</g)?.map((one) => one.replace(/.*>(.*)</, '$1'))).toEqual(['testing', 'partial'])
})

test('text is never markup', () => {
  const svg = drawBadge({ label: '</text><script>alert(1)</script>', value: `"'&`, tone: 'bad' })
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&lt;script&gt;')
  expect(svg.match(/<\/svg>/g)).toHaveLength(1)
})

test.each([
  ['a<b>&"\'', 'a&lt;b&gt;&amp;&quot;&#39;'],
  ['nul\0 bell\u0007 lone\ud800', 'nul bell lone'],
  ['日本 🛩', '日本 🛩'],
])('%j is escaped', (text, expected) => {
  expect(escapeXml(text)).toBe(expected)
})

test('more text makes a wider badge', () => {
  const width = (value: string) => Number(/width="(\d+)"/.exec(drawBadge({ label: 'x', value, tone: 'good' }))?.[1])
  expect(width('not applicable')).toBeGreaterThan(width('pass'))
})
