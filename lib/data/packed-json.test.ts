import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { packJson, unpackJson } from './packed-json'
import { PACKING_WORDS_1 } from './packing-words-1'

test('what was packed comes back, with what Postgres refuses in text replaced as elsewhere', () => {
  const value = {
    id: 12n,
    texts: ['a \0 nul', 'half a \ud800 pair', 'whole 🛩', 'an escaped \\u0000'],
    empty: [],
    nothing: null,
  }
  expect(unpackJson(packJson(value))).toEqual({
    id: '12',
    texts: ['a \ufffd nul', 'half a \ufffd pair', 'whole 🛩', 'an escaped \\u0000'],
    empty: [],
    nothing: null,
  })
})

test('the words of a format never change, since what was packed by them is read by them', () => {
  const digest = createHash('sha256').update(PACKING_WORDS_1.join('')).digest('hex')
  expect(digest).toBe('a385a825cf6b5f97ef400c5c72fe745745c7c52c57df8097d45cca4f5676aba5')
  // As it was packed once; it is read for ever.
  const once = 'AYvG3d71RNwPgdaMjK2NBQA='
  expect(unpackJson(Buffer.from(once, 'base64'))).toEqual([{ id: 'readme', message: 'It is there.', evidence: [] }])
})

test('what audits say often takes less than half the room that it takes without the words', () => {
  const before = '"evidence":[{"path":"'
  const said = PACKING_WORDS_1.filter((words) => words.startsWith('{"id":') && words.endsWith(before))
    .slice(-20)
    .map((words) => JSON.parse(`${words.slice(0, -before.length)}"evidence":[]}`))
  expect(said).toHaveLength(20)
  expect(packJson(said).length).toBeLessThan(deflateRawSync(JSON.stringify(said)).length / 2)
})

test('bytes of another format, cut ones and ones that grow without end are refused', () => {
  const packed = packJson({ some: 'thing'.repeat(20) })
  expect(() => unpackJson(Uint8Array.from([2, ...packed.subarray(1)]))).toThrow('format that is not known (2)')
  expect(() => unpackJson(new Uint8Array())).toThrow('format that is not known')
  expect(() => unpackJson(packed.subarray(0, packed.length - 4))).toThrow()
  const bomb = deflateRawSync(Buffer.alloc(65 * 1024 * 1024, ' '))
  expect(() => unpackJson(Uint8Array.from([1, ...bomb]))).toThrow(/larger than/)
})
