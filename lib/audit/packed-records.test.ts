import { expect, test } from 'vitest'
import { Recent } from '@/lib/facts/recent'
import { emptyRecord } from '@/lib/python/empty'
import type { ModuleRecord } from '@/lib/python/record'
import { isLasting, packRecord, unpackedLength, unpackRecord, unpackRecords } from './packed-records'

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

const READ = { parse: { ok: true }, header: 'nul \0, half a pair \ud800, a word: Größe' } as ModuleRecord
const CRASHED = { parse: { ok: false, reason: 'crash' } } as ModuleRecord

test('a record comes out as it was packed, by bytes of its own', () => {
  const packed = packRecord(READ)
  expect(unpackRecord(packed)).toEqual(READ)
  expect(packed.buffer.byteLength).toBe(packed.length)
  expect(unpackedLength(packed)).toBe(Buffer.byteLength(JSON.stringify(READ)))
})

test('bytes of another format, cut ones and more than they say are refused', () => {
  const packed = packRecord(READ)
  const other = packed.slice()
  other[0] = 2
  const longer = packed.slice()
  longer[4] = 3
  for (const bad of [other, longer, packed.slice(0, -4)]) expect(() => unpackRecord(bad)).toThrow()
})

test('a record is unpacked once, and again when the parsers had failed on its module', () => {
  const known = new Recent<ModuleRecord>(1000)
  const good = () => new Map([['good', packRecord(READ)]])
  expect(unpackRecords(good(), known).get('good')).toBe(unpackRecords(good(), known).get('good'))
  unpackRecords(new Map([['bad', packRecord(CRASHED)]]), known)
  expect(unpackRecords(new Map([['bad', packRecord(READ)]]), known).get('bad')).toEqual(READ)
})

test.each(['timeout', 'crash', 'unread'] as const)(
  '%s tells nothing of what the same module gives next time',
  (reason) => {
    expect(isLasting(emptyRecord('1', reason))).toBe(false)
    expect(isLasting(emptyRecord('1', 'costly'))).toBe(true)
  },
)

test('no bytes stay beside their record', () => {
  const packed = new Map([
    ['a', packRecord(READ)],
    ['b', packRecord(CRASHED)],
  ])
  expect([...unpackRecords(packed, new Recent<ModuleRecord>(1000)).keys()]).toEqual(['a', 'b'])
  expect(packed.size).toBe(0)
})
