import { renderToStaticMarkup } from 'react-dom/server'
import { beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

async function show(environment: Record<string, string>, query: Record<string, string | string[]>): Promise<string> {
  for (const [name, value] of Object.entries({
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    NEXTAUTH_URL: 'https://air.example.com',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    GITHUB_CLIENT_ID: 'id',
    GITHUB_CLIENT_SECRET: 'secret',
    ...environment,
  })) {
    vi.stubEnv(name, value)
  }
  const { default: ConnectPage } = await import('./page')
  return renderToStaticMarkup(await ConnectPage({ searchParams: Promise.resolve(query) }))
}

test("the page leads to the form of one's own GitHub, filled in, and names the command", async () => {
  const query = { organisation: 'octo-org', with: ['checks'] }
  const page = await show({ GITHUB_URL: 'https://git.example.com' }, query)
  expect(page).toContain('https://git.example.com/organizations/octo-org/settings/apps/new?name=Airworthy+octo-org')
  expect(page).toContain('webhook_url=https%3A%2F%2Fair.example.com%2Fapi%2Fwebhooks%2Fgithub')
  expect(page).toContain(
    'GITHUB_URL=https://git.example.com npm run connect -- octo-org --url https://air.example.com --with checks',
  )
  expect(page.match(/In use here/g)).toHaveLength(1)
})

test('in the demonstration it is about github.com, not about the GitHub of this machine', async () => {
  const demonstration = { GITHUB_URL: 'http://127.0.0.1:4000', NEXTAUTH_URL: 'http://127.0.0.1:3000' }
  const page = await show(demonstration, { organisation: 'octo-org' })
  expect(page).toContain('https://github.com/organizations/octo-org/settings/apps/new?')
  expect(page).toContain('>npm run connect -- octo-org<')
  expect(page).toContain('the App comes without webhooks')
  expect(page).not.toContain('127.0.0.1:4000')
  expect(page).not.toContain('In use here')
})

test('what is no organisation leads nowhere', async () => {
  const page = await show({}, { organisation: '"><script>alert(1)</script>' })
  expect(page).toContain('not the name of an organisation')
  expect(page).not.toContain('settings/apps/new')
  expect(page).not.toContain('<script>alert')
})
