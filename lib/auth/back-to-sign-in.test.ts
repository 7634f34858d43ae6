import { expect, test } from 'vitest'
import { readableRefusal } from './back-to-sign-in'

const REFUSAL = new Response('Too many.\n', { status: 429 })

function asked(path: string, { accept = 'text/html,*/*', cookies = {} as Record<string, string> } = {}) {
  return {
    headers: new Headers({ accept }),
    nextUrl: new URL(path, 'https://airworthy.example'),
    cookies: { get: (name: string) => (name in cookies ? { value: cookies[name] ?? '' } : undefined) },
  }
}

function locationOf(response: Response): URL {
  expect(response.status).toBe(303)
  return new URL(response.headers.get('location') ?? '', 'https://airworthy.example')
}

test('a form that is refused for its pace leads back to the sign-in page, which still knows where to go', () => {
  const form = asked('/api/auth/signin/github?callbackUrl=%2Forgs%2Fskylark-air%3Fteam%3Ddata')
  const location = locationOf(readableRefusal(form, REFUSAL))
  expect(location.pathname).toBe('/sign-in')
  expect(location.searchParams.get('error')).toBe('TooManyAttempts')
  expect(location.searchParams.get('callbackUrl')).toBe('/orgs/skylark-air?team=data')
})

test('whoever is refused on the way back from GitHub still gets where they wanted, by the cookie', () => {
  const cookies = { '__Secure-next-auth.callback-url': 'https://airworthy.example/orgs/skylark-air' }
  const location = locationOf(readableRefusal(asked('/api/auth/callback/github?code=1', { cookies }), REFUSAL))
  expect(location.searchParams.get('callbackUrl')).toBe(cookies['__Secure-next-auth.callback-url'])
  expect(locationOf(readableRefusal(asked('/api/auth/signin'), REFUSAL)).search).toBe('?error=TooManyAttempts')
})

test('a script that is refused for its pace reads the status and when to come again', () => {
  expect(readableRefusal(asked('/api/auth/csrf', { accept: '*/*' }), REFUSAL)).toBe(REFUSAL)
})
