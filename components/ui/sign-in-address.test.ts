import { expect, test } from 'vitest'
import { refusedSignIn, returnPath, signInProblem } from './sign-in-address'

test.each([
  ['/orgs/skylark-air?team=data', '/orgs/skylark-air?team=data'],
  ['//evil.example', '/orgs'],
  ['/\\evil.example', '/orgs'],
  ['/\t/evil.example', '/orgs'],
  ['/..//evil.example', '/orgs'],
  ['/a/%2e%2e//evil.example/orgs', '/orgs'],
  ['/.//evil.example', '/orgs'],
  ['https://evil.example/.//evil.example', '/orgs'],
  ['https://evil.example/checks', '/checks'],
  ['https://evil.example//evil.example', '/orgs'],
  ['javascript:alert(1)', '/orgs'],
  ['/sign-in?from=/sign-in', '/orgs'],
  ['/api/auth/signout', '/orgs'],
  [undefined, '/orgs'],
  [['/a', '/b'], '/orgs'],
])('after signing in, %j leads to %s', (asked, path) => {
  expect(returnPath(asked)).toBe(path)
})

test('a problem is a sentence for known and unknown codes, and nothing without one', () => {
  expect(signInProblem('AccessDenied')).toContain('refused')
  expect(signInProblem('constructor')).toBe('Signing in did not work. Try again.')
  expect(signInProblem(undefined)).toBeNull()
})

test('a sign-in that is refused for its pace says so and when to try again', () => {
  const answer = (status: number, retryAfter?: string) =>
    refusedSignIn({ status, headers: new Headers(retryAfter ? { 'retry-after': retryAfter } : {}) })
  expect(answer(429, '37')).toBe('Too many attempts from your network. Try again in 37 seconds.')
  expect(answer(429, '1')).toContain('in 1 second.')
  expect(answer(429)).toContain('in a minute.')
  expect(answer(502)).toContain('did not answer')
  expect(signInProblem('TooManyAttempts')).toMatch(/Too many attempts .* Try again in a minute\./)
})
