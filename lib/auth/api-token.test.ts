import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashOfToken, isApiToken, mintApiToken } from './api-token'

test('a token begins with what scanners know, and no two are the same', () => {
  const tokens = Array.from({ length: 200 }, mintApiToken)
  expect(new Set(tokens).size).toBe(200)
  for (const token of tokens) {
    expect(token).toMatch(/^airw_[0-9A-Za-z]{42}$/)
    expect(isApiToken(token)).toBe(true)
  }
})

test('a token with one letter changed, cut off or with something before it is none', () => {
  const token = mintApiToken()
  const changed = `${token.slice(0, 10)}${token[10] === 'a' ? 'b' : 'a'}${token.slice(11)}`
  for (const text of [changed, token.slice(0, -1), `x${token}`, `${token}\n`, '', 'ghp_abc']) {
    expect(isApiToken(text)).toBe(false)
  }
})

test('what is stored of it is SHA-256', () => {
  const token = mintApiToken()
  expect(hashOfToken(token)).toBe(createHash('sha256').update(token).digest('hex'))
})
