import { expect, test } from 'vitest'
import { AppError, RateLimited } from '@/lib/errors'
import { translateApiError } from './api-errors'

const inAMinute = Math.floor(Date.now() / 1000) + 60

test.each([
  ['a refused token', 401, {}, 'signed-out'],
  ['something hidden or absent', 404, {}, 'not-found'],
  ['a missing permission', 403, {}, 'forbidden'],
  ['an organisation with single sign-on', 403, { 'x-github-sso': 'required; url=https://x' }, 'forbidden'],
  ['a primary limit', 403, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(inAMinute) }, 'rate-limited'],
  ['a secondary limit', 403, { 'retry-after': '30' }, 'rate-limited'],
  ['too many requests without a time', 429, {}, 'rate-limited'],
  ['an empty repository', 409, {}, 'unreadable'],
  ['a takedown', 451, {}, 'unreadable'],
  ['an outage', 502, {}, 'github-unavailable'],
])('%s is told apart', (_what, status, headers, code) => {
  expect(translateApiError('the thing', answer(status, headers)).code).toBe(code)
})

test('the time at which GitHub opens again is kept', () => {
  const error = translateApiError('x', answer(403, { 'retry-after': '30' }))
  if (!(error instanceof RateLimited)) throw new Error('it is a limit')
  const seconds = (error.resetAt.getTime() - Date.now()) / 1000
  expect(seconds).toBeGreaterThan(25)
  expect(seconds).toBeLessThan(31)
})

test('a cut connection is an outage', () => {
  expect(translateApiError('x', new TypeError('fetch failed')).code).toBe('github-unavailable')
  expect(translateApiError('x', Object.assign(new Error('socket hang up'), { status: 500 })).code).toBe(
    'github-unavailable',
  )
})

test('nothing of a request reaches the sentence for a person', () => {
  const error = translateApiError('the thing', answer(500, {}, 'GET https://x/?access_token=hush failed'))
  expect(error.message).not.toContain('hush')
})

test('what was translated already stays as it is', () => {
  const own = new AppError('conflict', 'as it was')
  expect(translateApiError('x', own)).toBe(own)
})

function answer(status: number, headers: Record<string, string>, message = 'a message') {
  return Object.assign(new Error(message), { status, response: { headers } })
}
