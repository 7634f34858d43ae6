import { ORG } from './fixtures/addresses'
import { expect, test } from './fixtures/test'
import { ask } from './matrix/ask'

// The last ones ask for more sign-ins than are answered, so nothing here needs one.
test.use({ person: null })

const WANTED = '/orgs/skylark-air?team=data'
const SIGN_IN = `/sign-in?from=${encodeURIComponent(WANTED)}`

test('a page runs its own scripts under a policy that allows no inline ones, with another nonce each time', async ({
  page,
}) => {
  const policies: string[] = []
  for (let i = 0; i < 2; i++) {
    const response = await page.goto('/checks')
    policies.push(response?.headers()['content-security-policy'] ?? '')
  }
  const [first = '', second = ''] = policies
  expect(first).toMatch(/script-src 'self' 'nonce-[\w+/]{24}';/)
  expect(first.split('; ').filter((part) => part.includes('unsafe'))).toEqual(["style-src-attr 'unsafe-inline'"])
  expect(second).not.toBe(first)
  await page.getByRole('button', { name: 'Theme: system' }).click()
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible()
})

test('an address with nothing behind it is a page under the same policy', async ({ page, problems }) => {
  problems.expect(/404.*\/nothing-here$/)
  const response = await page.goto('/nothing-here')
  expect(response?.headers()['content-security-policy']).toMatch(/script-src 'self' 'nonce-/)
  await page.getByRole('button', { name: 'Theme: system' }).click()
  await expect(page.getByRole('button', { name: 'Theme: light' })).toBeVisible()
})

test('a script that somebody gets into a page does not run', async ({ page, problems }) => {
  problems.expect(/Content Security Policy/)
  problems.expect(/data:image/)
  await page.goto('/checks')
  const ran = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'document.documentElement.dataset.ran = "inline"'
    document.body.append(script)
    document.body.insertAdjacentHTML('beforeend', '<img onerror="document.documentElement.dataset.ran = `attribute`">')
    const image = document.body.lastElementChild as HTMLImageElement
    const failed = new Promise((resolve) => image.addEventListener('error', resolve))
    image.src = 'data:image/png;base64,x'
    await failed
    return document.documentElement.dataset.ran
  })
  expect(ran).toBeUndefined()
})

test('every kind of answer has the headers that browsers go by', async () => {
  const badge = `/api/badge/${ORG}/no-such-repository.svg`
  for (const path of ['/checks', '/nothing-here', '/theme.js', '/api/health', '/api/v1/orgs', '/api/nothing', badge]) {
    const { headers } = await ask(null, path)
    expect.soft(headers.get('content-security-policy'), path).toContain("frame-ancestors 'none'")
    expect.soft(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect.soft(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin')
    expect.soft(headers.get('permissions-policy'), path).toContain('camera=()')
    expect.soft(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
    const policy = path === badge ? 'cross-origin' : 'same-origin'
    expect.soft(headers.get('cross-origin-resource-policy'), path).toBe(policy)
    // Nobody comes here by https.
    expect.soft(headers.get('strict-transport-security'), path).toBeNull()
  }
})

test('a post that is too large or from another site is refused', async () => {
  const large = 'x'.repeat(1_200_000)
  expect((await ask(null, '/checks', { method: 'POST', body: large })).status).toBe(413)
  expect((await ask(null, '/api/checks/testing/try', { method: 'POST', body: large })).status).toBe(413)
  const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }
  expect((await ask(null, '/checks', { method: 'POST', headers: foreign, body: 'x' })).status).toBe(403)
})

test('a changed cookie signs out and breaks nothing', async () => {
  for (const value of ['x', 'a.b.c', 'A'.repeat(4000)]) {
    const headers = { cookie: `next-auth.session-token=${value}` }
    const answer = await ask(null, '/orgs', { headers })
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toContain('/sign-in')
    expect((await ask(null, '/api/v1/orgs', { headers })).status).toBe(401)
  }
})

test('a flood of sign-ins is told when to come again', async () => {
  const answers = []
  for (let i = 0; i < 50; i++) {
    answers.push(...(await Promise.all(Array.from({ length: 10 }, () => ask(null, '/api/auth/csrf')))))
  }
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
})

test('whoever signs in during a flood reads when to try again, with and without scripts, and keeps where to go', async ({
  page,
  browser,
  problems,
}) => {
  problems.expect(/429/)
  const context = await browser.newContext({ javaScriptEnabled: false })
  for (const [visited, when] of [
    [page, /Too many attempts .* in \d+ seconds?\./],
    [await context.newPage(), /Too many attempts .* in a minute\./],
  ] as const) {
    // A minute may end between the flood and the press.
    await expect(async () => {
      await visited.goto(SIGN_IN)
      await Promise.all(Array.from({ length: 300 }, () => ask(null, '/api/auth/csrf')))
      await visited.getByRole('button', { name: 'Sign in with GitHub' }).click()
      await expect(visited.getByRole('main').getByRole('alert')).toHaveText(when, { timeout: 5_000 })
    }).toPass()
    const { searchParams } = new URL(visited.url())
    expect(searchParams.get('from') ?? searchParams.get('callbackUrl')).toBe(WANTED)
  }
  await context.close()
})
