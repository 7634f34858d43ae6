import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { escapeCell, escapeMarkdown, fenceCode, plainLine } from './markdown-text'

test.each([
  ['a person', '@torvalds broke it', /@torvalds/],
  ['an issue', 'see #1', /#1/],
  ['a link', '[click](https://evil.example)', /\]\(https|https:\/\//],
  ['a bare address', 'http://evil.example and www.evil.example', /http:\/\/|www\./],
  ['a bare address after an underscore', '_www.evil.example and _http://evil.example', /http:\/\/|www\./],
  ['a commit after an underscore', '_0123abc', /0123abc/],
  ['an image', '![x](https://evil.example/x.png)', /!\[/],
  ['HTML', '<img src=x onerror=alert(1)>', /(^|[^\\])<img/],
  ['a heading on a line of its own', 'text\n# Heading', /\n/],
  ['a table', '| a | b |', /(^|[^\\])\|/],
  ['another mark', 'x <!-- airworthy:gap:testing --> y', /<!-- airworthy/],
  ['a commit', 'of 0123456789abcdef0123456789abcdef01234567', /0123456789abcdef0123456789abcdef01234567/],
  ['a short commit', 'of 0123abc', /0123abc/],
  ['an issue by its other name', 'GH-12', /GH-1/],
  ['an issue elsewhere', 'octo/cat#12', /#1/],
  ['an address of e-mail', 'mail ada@example.test', /a@e/],
  ['what reads backwards', 'a\u202eb', /\u202e/],
])('text of an audited repository can not make %s', (_what, text, pattern) => {
  expect(escapeMarkdown(text)).not.toMatch(pattern)
})

test('code in a message stays code', () => {
  expect(escapeMarkdown('`except:` in `a_b.py` (2 times)')).toBe('`except:` in `a_b.py` \\(2 times\\)')
})

test('a bar ends no cell of a table, in code neither', () => {
  expect(escapeCell('`a | b` | `c`')).toBe('\\`a \\| b\\` \\| `c`')
  expect(escapeCell('` | `` | x')).not.toMatch(/(^|[^\\])\|/)
})

test.each([
  'x',
  '`[click](http://evil.example) \\| x`',
  '`[click](http://evil.example) \\\\| x`',
  '`` ` | `[click](http://evil.example)` `` |',
  '[click](http://evil.example) | `![x](http://evil.example)`',
])('a cell of %j is one cell without a link', (text) => {
  const table = `| A | B |\n|---|---|\n| t | ${escapeCell(text)} |\n`
  const tree = JSON.stringify(fromMarkdown(table, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }))
  expect(tree.match(/"tableCell"/g)).toHaveLength(4)
  expect(tree).not.toMatch(/"(link|image)"/)
})

test('a line is cut between characters, and holds no half of one', () => {
  expect([...plainLine('\u{1F40D}'.repeat(600))]).toHaveLength(500)
  expect(plainLine('a\ud800b\0c\r\nd')).toBe('a\ufffdb c d')
})

test('code is coloured only by a plain word, and ends where it ends', () => {
  expect(fenceCode('x = 1\n\n', 'python')).toBe('```python\nx = 1\n```')
  expect(fenceCode('x', 'python\n# Heading')).toBe('```\nx\n```')
})
