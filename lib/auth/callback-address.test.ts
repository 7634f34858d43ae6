import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { refuseCallback } from './callback-address'

function ask(query: string, cookie = '') {
  return refuseCallback(new NextRequest(`https://air.example.com/api/auth/csrf${query}`, { headers: { cookie } }))
}

test.each(['javascript:alert(1)', 'data:text/html,x', 'no address', 'http://', '//'])(
  'a changed cookie with %j is refused and taken away, so that the next sign-in works',
  (value) => {
    for (const name of ['next-auth.callback-url', '__Secure-next-auth.callback-url']) {
      const answer = ask('', `${name}=${encodeURIComponent(value)}`)
      expect(answer?.status).toBe(400)
      expect(answer?.headers.get('set-cookie')).toMatch(new RegExp(`^${name}=; Path=/; Max-Age=0; HttpOnly`))
    }
    expect(ask(`?callbackUrl=${encodeURIComponent(value)}`)?.status).toBe(400)
  },
)

test('what is an address goes on to next-auth, which leads to none but ours', () => {
  expect(ask('')).toBeNull()
  expect(ask('?callbackUrl=%2Forgs', 'next-auth.callback-url=https%3A%2F%2Fair.example.com%2Forgs')).toBeNull()
})
