import { beforeEach, expect, test, vi } from 'vitest'
import { authLog } from './auth-log'

const error = vi.fn()
vi.mock('@/lib/log', () => ({ log: () => ({ error }) }))
beforeEach(() => error.mockClear())

test('a failed sign-in is logged by code, name and message, and nothing else of it', () => {
  const failure = Object.assign(new TypeError('state mismatch'), { response: { access_token: 'gho_hidden' } })
  authLog.error('OAUTH_CALLBACK_ERROR', { error: failure, providerId: 'github', client_secret: 'hidden' })
  expect(error).toHaveBeenCalledWith(
    { code: 'OAUTH_CALLBACK_ERROR', name: 'TypeError', reason: 'state mismatch' },
    'next-auth failed',
  )
  expect(JSON.stringify(error.mock.calls)).not.toMatch(/hidden|auth-log\.test/)
})

test('an error without details is still logged by its code', () => {
  authLog.error('NO_SECRET', {} as Error)
  expect(error).toHaveBeenCalledWith({ code: 'NO_SECRET' }, 'next-auth failed')
})
