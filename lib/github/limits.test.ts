import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readLimit, readOutcome } from './limits'

const NOW = new Date('2026-05-05T10:00:00Z')

beforeEach(() => vi.useFakeTimers({ toFake: ['Date'], now: NOW }))
afterEach(() => vi.useRealTimers())

/** An answer by a GitHub whose clock is so many minutes before ours. */
function headersOf(aheadMinutes: number, rest: Readonly<Record<string, string>>) {
  return { date: new Date(NOW.getTime() + aheadMinutes * 60_000).toUTCString(), ...rest }
}

function seconds(minutes: number): string {
  return String(NOW.getTime() / 1000 + minutes * 60)
}

test.each([-20, 0, 20])('with a clock that is %i minutes ahead, GitHub still means the same moment', (ahead) => {
  const reset = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(ahead + 10) }
  const answer = { status: 403, message: 'API rate limit exceeded', headers: headersOf(ahead, reset) }
  expect(readLimit(answer)).toEqual({ until: new Date(NOW.getTime() + 601_000), isPrimary: true })
  expect(readOutcome({ ...answer, status: 200 }, 'core')).toMatchObject({
    allowance: { resetAt: new Date(NOW.getTime() + 600_000) },
  })
})

test('the way of an answer takes some seconds, which move no moment', () => {
  const reset = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': seconds(10) }
  const late = { date: new Date(NOW.getTime() - 8000).toUTCString(), ...reset }
  expect(readOutcome({ status: 200, message: '', headers: late }, 'core')).toMatchObject({
    allowance: { resetAt: new Date(NOW.getTime() + 600_000) },
  })
})

test('an end that is over already names no time, so that nobody asks again at once', () => {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': seconds(-5) }
  expect(readLimit({ status: 403, message: 'API rate limit exceeded', headers })).toEqual({
    until: null,
    isPrimary: true,
  })
})

test('a server without limits says nothing of them, and nothing is concluded', () => {
  expect(readOutcome({ status: 200, message: '', headers: {} }, 'core')).toEqual({ kind: 'answered', allowance: null })
  expect(readLimit({ status: 403, message: 'Must have admin rights', headers: {} })).toBeNull()
})
