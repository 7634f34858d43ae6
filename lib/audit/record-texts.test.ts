import { expect, test } from 'vitest'
import { Recent } from '@/lib/facts/recent'
import { emptyRecord } from '@/lib/python/empty'
import type { ModuleRecord } from '@/lib/python/record'
import { isLasting, parseRecords } from './record-texts'

test('what was used last stays within the bound', () => {
  const recent = new Recent<string>(10)
  recent.set('a', 'A', 4)
  recent.set('b', 'B', 4)
  recent.get('a')
  recent.set('c', 'C', 4)
  expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual(['A', undefined, 'C'])
  recent.set('huge', 'H', 11)
  expect(['a', 'c', 'huge'].map((key) => recent.get(key))).toEqual([undefined, undefined, undefined])
})

test('a record is parsed once, and again when the parsers had failed on its module', () => {
  const parsed = new Recent<ModuleRecord>(1000)
  const good = () => new Map([['good', '{"parse":{"ok":true}}']])
  expect(parseRecords(good(), parsed).get('good')).toBe(parseRecords(good(), parsed).get('good'))
  parseRecords(new Map([['bad', '{"parse":{"ok":false,"reason":"crash"}}']]), parsed)
  const again = parseRecords(new Map([['bad', '{"parse":{"ok":true}}']]), parsed)
  expect(again.get('bad')).toEqual({ parse: { ok: true } })
})

test.each(['timeout', 'crash', 'unread'] as const)(
  '%s tells nothing of what the same module gives next time',
  (reason) => {
    expect(isLasting(emptyRecord('1', reason))).toBe(false)
    expect(isLasting(emptyRecord('1', 'costly'))).toBe(true)
  },
)

test('no text stays beside its record', () => {
  const texts = new Map([
    ['a', '{"parse":{"ok":true}}'],
    ['b', '{"parse":{"ok":false,"reason":"crash"}}'],
  ])
  expect([...parseRecords(texts, new Recent<ModuleRecord>(1000)).keys()]).toEqual(['a', 'b'])
  expect(texts.size).toBe(0)
})
