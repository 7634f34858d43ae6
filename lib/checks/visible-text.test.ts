import { expect, test } from 'vitest'
import { visibleJson, visibleName, visibleText } from './visible-text'

test('what controls a terminal, hides text or reorders it becomes visible, and other scripts stay', () => {
  expect(visibleText('a\tb\r\nc')).toBe('a b  c')
  expect(visibleText('\u001b[31mred\u009b1m\u007f')).toBe('\\u{1b}[31mred\\u{9b}1m\\u{7f}')
  expect(visibleText('\u202egpj.\u2066\u200b\u{e0041}')).toBe('\\u{202e}gpj.\\u{2066}\\u{200b}\\u{e0041}')
  expect(visibleText('ü😀 é 日本')).toBe('ü😀 é 日本')
  expect(visibleText('\tx\n', '\t')).toBe('\tx ')
})

test('in names what joins letters or emoji stays, and what turns them around becomes visible', () => {
  expect(visibleName('👩\u200d💻 می\u200cخواهم')).toBe('👩\u200d💻 می\u200cخواهم')
  expect(visibleName('Team \u202eevil\n')).toBe('Team \\u{202e}evil ')
})

test('JSON says the same after its hidden characters are escaped', () => {
  const value = { note: '\u009b\u202e\u{e0041}\n\u007f', more: ['ü'] }
  const json = visibleJson(JSON.stringify(value, null, 2))
  expect(JSON.parse(json)).toEqual(value)
  expect(json).not.toMatch(/[\u007f-\u009f\u202e\u{e0041}]/u)
})
