import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './content-security-policy'

const GITHUB = { nonce: 'bm9uY2U=', githubUrl: 'https://github.com' }

function directives(policy: string): Map<string, readonly string[]> {
  return new Map(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ')
      return [name, sources]
    }),
  )
}

test('no script runs that has neither the nonce nor an address of our own, and none stands in an attribute', () => {
  const policy = directives(contentSecurityPolicy(GITHUB))
  expect(policy.get('script-src')).toEqual(["'self'", "'nonce-bm9uY2U='"])
  expect(policy.get('script-src-attr')).toEqual(["'none'"])
  for (const name of ['object-src', 'base-uri', 'frame-ancestors', 'frame-src', 'worker-src']) {
    expect(policy.get(name), name).toEqual(["'none'"])
  }
})

test('styles are inline in attributes at most', () => {
  const policy = directives(contentSecurityPolicy(GITHUB))
  const inline = [...policy].filter(([, sources]) => sources.includes("'unsafe-inline'")).map(([name]) => name)
  expect(inline).toEqual(['style-src-attr'])
})

test('forms and requests of scripts go to Airworthy and nowhere else', () => {
  const policy = directives(contentSecurityPolicy({ ...GITHUB, githubUrl: 'https://git.example.com' }))
  for (const name of ['default-src', 'form-action', 'connect-src', 'font-src']) {
    expect(policy.get(name), name).toEqual(["'self'"])
  }
})

test.each([
  ['https://github.com', 'https://avatars.githubusercontent.com'],
  ['https://octo.ghe.com', 'https://octo.ghe.com https://*.octo.ghe.com https://avatars.githubusercontent.com'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000 https://avatars.githubusercontent.com'],
  ['http://[::1]:4000', 'http://[::1]:4000 https://avatars.githubusercontent.com'],
])('pictures come from us and from GitHub at %s', (githubUrl, sources) => {
  const policy = directives(contentSecurityPolicy({ ...GITHUB, githubUrl }))
  expect(policy.get('img-src')?.join(' ')).toBe(`'self' data: ${sources}`)
})

test('evaluated code and style elements are for development only', () => {
  const development = contentSecurityPolicy({ ...GITHUB, isDevelopment: true })
  expect(development).toContain("'unsafe-eval'")
  expect(contentSecurityPolicy(GITHUB)).not.toContain("'unsafe-eval'")
})
