import { AIRWORTHY, LOCAL_GITHUB } from './fixtures/addresses'
import { expect, test } from './fixtures/test'

test.use({ person: null })

test('liveness and readiness are answered without a sign-in', async ({ request }) => {
  const health = await request.get('/api/health')
  expect(health.status()).toBe(200)
  expect(await health.json()).toEqual({ status: 'ok' })
  // The worker may still be on its way.
  await expect.poll(async () => (await request.get('/api/ready')).status(), { timeout: 30_000 }).toBe(200)
  const ready = await request.get('/api/ready')
  expect(await ready.json()).toMatchObject({ status: 'ready', checks: { database: 'ok', queue: 'ok' } })
})

test('an address that does not exist is answered by a page with status 404', async ({ page, problems }) => {
  problems.expect(/404.*\/nothing-here$/)
  const response = await page.goto('/nothing-here')
  expect(response?.status()).toBe(404)
  await expect(page).toHaveTitle('Not found · Airworthy')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address')
  await expect(page.getByRole('link', { name: 'Your organisations' })).toBeVisible()
})

test('pages forbid frames, foreign scripts and guessing at types', async ({ request }) => {
  const { headers } = { headers: (await request.get('/')).headers() }
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['content-security-policy']).toContain("default-src 'self'")
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['x-powered-by']).toBeUndefined()
})

test('signing in leads to no other site, whatever the address asks for', async ({ page }) => {
  for (const from of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    await page.goto(`/sign-in?from=${encodeURIComponent(from)}`)
    await page.getByRole('button', { name: 'Sign in with GitHub' }).click()
    await page.getByRole('button', { name: 'stranger', exact: true }).click()
    await page.waitForURL((url) => url.origin !== LOCAL_GITHUB)
    expect(new URL(page.url()).origin).toBe(AIRWORTHY)
    await page.context().clearCookies()
  }
})

test('the documentation of every check is open to all and shows its examples', async ({ page }) => {
  await page.goto('/checks')
  const links = page.getByRole('main').locator('a[href^="/checks/"]')
  const addresses = new Set(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')))
  expect(addresses.size).toBe(20)
  await page.getByRole('main').getByRole('link', { name: 'Retries' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Retries')
  await expect(page.getByRole('heading', { name: 'How to fix it' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Examples' })).toBeVisible()
})
