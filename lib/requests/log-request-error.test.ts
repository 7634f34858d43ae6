import { beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '@/lib/errors'
import { logRequestError } from './log-request-error'

const error = vi.fn()
const warn = vi.fn()
vi.mock('../log', () => ({ log: () => ({ error, warn }) }))
beforeEach(() => {
  error.mockClear()
  warn.mockClear()
})

test('what ended a page is written with the number that the page shows, and never with its address', () => {
  const failure = Object.assign(new Error('no'), { digest: '123' })
  const about = { path: '/orgs/secret?q=hidden', routePath: '/orgs/[org]', routeType: 'render' }
  logRequestError(failure, about)
  expect(error).toHaveBeenCalledWith(
    { error: failure, digest: '123', route: '/orgs/[org]', during: 'render' },
    'a request failed',
  )
  expect(JSON.stringify(error.mock.calls)).not.toContain('hidden')
})

test('what was to be expected is a warning, also when it comes from another part of the build', () => {
  const foreign = Object.assign(new Error('Wait.'), { name: 'AppError', code: 'github-unavailable' })
  for (const expected of [foreign, new AppError('forbidden', 'No.')]) {
    logRequestError(expected, { routePath: '/', routeType: 'render' })
  }
  logRequestError('thrown text', { routePath: '/', routeType: 'action' })
  expect([warn.mock.calls.length, error.mock.calls.length]).toEqual([2, 1])
})
