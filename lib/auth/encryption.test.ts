import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { decrypt, encrypt } from './encryption'

const key = randomBytes(32)
const secret = 'ghu_a-token-of-somebody'

test('what was encrypted is read back by the same key and context only', () => {
  const sealed = encrypt(secret, 'access:1', key)
  expect(sealed).toMatch(/^v1\.[\w-]+\.[\w-]+\.[\w-]+$/)
  expect(sealed).not.toContain(secret)
  expect(decrypt(sealed, 'access:1', [key])).toBe(secret)
  expect(decrypt(sealed, 'access:2', [key])).toBeNull()
  expect(decrypt(sealed, 'access:1', [randomBytes(32)])).toBeNull()
})

test('the same text never looks the same twice', () => {
  expect(encrypt(secret, 'access:1', key)).not.toBe(encrypt(secret, 'access:1', key))
})

test.each([1, 2, 3])('a change in part %i is noticed', (part) => {
  const parts = encrypt(secret, 'access:1', key).split('.')
  const bytes = Buffer.from(parts[part] ?? '', 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  parts[part] = bytes.toString('base64url')
  expect(decrypt(parts.join('.'), 'access:1', [key])).toBeNull()
})

test('a tag that was cut short is refused', () => {
  const parts = encrypt(secret, 'access:1', key).split('.')
  parts[2] = Buffer.from(parts[2] ?? '', 'base64url')
    .subarray(0, 4)
    .toString('base64url')
  expect(decrypt(parts.join('.'), 'access:1', [key])).toBeNull()
})

test.each(['', 'v1', 'v1...', 'v2.a.b.c', 'v1.a.b.c.d', secret])('%j is not taken for something encrypted', (text) => {
  expect(decrypt(text, 'access:1', [key])).toBeNull()
})
