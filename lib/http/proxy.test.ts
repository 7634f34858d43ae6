import { unstable_doesMiddlewareMatch, unstable_getResponseFromNextConfig } from 'next/experimental/testing/server'
import { NextRequest } from 'next/server'
import { beforeAll, expect, test } from 'vitest'
import nextConfig from '@/next.config.js'
import { config, proxy } from '@/proxy'

const OWN = 'https://air.example.com'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
})

function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const headers = { host: 'air.example.com', ...options.headers }
  return proxy(new NextRequest(`${OWN}${path}`, { ...options, headers }))
}

test('Next is told the nonce that the browser is told, another one for each answer', () => {
  const policies = Array.from({ length: 50 }, () => {
    const { headers } = ask('/checks')
    const policy = headers.get('content-security-policy') ?? ''
    expect(headers.get('x-middleware-request-content-security-policy')).toBe(policy)
    return policy
  })
  expect(new Set(policies).size).toBe(50)
  // Next gives no nonce to its scripts that does not look so.
  for (const policy of policies) expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/]{24}';/)
})

test('nobody chooses the nonce, nor the address that a page takes for its own', () => {
  const policy = "script-src 'nonce-chosen'"
  const sent = {
    'content-security-policy': policy,
    'content-security-policy-report-only': policy,
    'x-airworthy-path': '//evil.example',
  }
  const { headers } = ask('/orgs?page=2', { headers: sent })
  expect([...headers.values()].join('\n')).not.toContain('chosen')
  expect(headers.get('x-middleware-override-headers')).not.toContain('report-only')
  expect(headers.get('x-middleware-request-x-airworthy-path')).toBe('/orgs?page=2')
})

test('a post from another site or with too much never comes to a page', () => {
  expect(ask('/orgs/a', { method: 'POST', headers: { origin: 'https://evil.example' } }).status).toBe(403)
  expect(ask('/orgs/a', { method: 'POST', headers: { origin: OWN, 'content-length': '9999999' } }).status).toBe(413)
  expect(ask('/orgs/a', { method: 'POST', headers: { origin: OWN } }).status).toBe(200)
})

test.each([
  ['/', true],
  ['/checks', true],
  ['/api-docs', true],
  ['/nothing-here', true],
  ['/orgs/acme/repositories/theme.js', true],
  ['/theme.js', false],
  ['/no-scripts.css', false],
  ['/icon.svg', false],
  ['/favicon.ico', false],
  ['/_next/static/chunks/a.js', false],
  // Deliveries of GitHub are larger than what is held of a body on this way.
  ['/api/webhooks/github', false],
])('%s may be a page: %s', (url, isPage) => {
  expect(unstable_doesMiddlewareMatch({ config, nextConfig, url })).toBe(isPage)
})

test.each(['/', '/checks', '/theme.js', '/api/v1/orgs', '/api/health', '/api/badge/acme/api.svg', '/nothing-here'])(
  '%s has the headers that browsers go by',
  async (path) => {
    const { headers } = await unstable_getResponseFromNextConfig({ url: `${OWN}${path}`, nextConfig })
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none';.*frame-ancestors 'none'/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('permissions-policy')).toContain('camera=()')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    const isBadge = path.startsWith('/api/badge/')
    expect(headers.get('cross-origin-resource-policy')).toBe(isBadge ? null : 'same-origin')
  },
)
