import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'

vi.mock('next/navigation', () => ({
  notFound: () => {
    throw new Error('not found')
  },
  usePathname: () => '/design',
  useRouter: () => ({ refresh: () => undefined }),
  useSearchParams: () => new URLSearchParams(),
}))
const KEY = Buffer.alloc(32).toString('base64')

function run(nodeEnv: string, identity: string) {
  vi.stubEnv('NODE_ENV', nodeEnv)
  for (const [name, value] of Object.entries({
    DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c',
    GITHUB_TOKEN: 'x',
    NEXTAUTH_SECRET: 'x'.repeat(32),
    AIRWORTHY_ENCRYPTION_KEY: KEY,
    GITHUB_IDENTITY: identity,
    GITHUB_APP_ID: '',
  }))
    vi.stubEnv(name, value)
}

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function show(): Promise<string> {
  const { default: Page } = await import('./page')
  return renderToStaticMarkup(createElement(Page))
}

test.each([
  ['development', 'github.com'],
  ['production', 'demonstration'],
])('in %s with the GitHub %s every token and primitive is shown', async (nodeEnv, github) => {
  run(nodeEnv, github)
  const html = await show()
  for (const name of ['accent-soft', 'text-body', 'rounded-lg', 'Pagination', 'VerdictBadge'])
    expect(html).toContain(name)
  expect(html.match(/<h1/g)).toHaveLength(1)
  expect(html).not.toContain('too low')
})

test('in production with anybody’s own GitHub there is no such page', async () => {
  run('production', 'github.com')
  await expect(show()).rejects.toThrow('not found')
})
