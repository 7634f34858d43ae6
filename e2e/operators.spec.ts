import { OPERATIONS } from './fixtures/addresses'
import { expect, test } from './fixtures/test'

test('an operator finds from the account menu how the installation is doing', async ({ page }) => {
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: 'ada' }).click()
  await page.getByRole('menuitem', { name: 'Operations' }).click()
  await expect(page).toHaveURL(OPERATIONS)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Operations')
  for (const name of ['Failures', 'Scans under way', 'Queue', 'Workers and web servers', 'GitHub’s budget']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible()
  }
  const processes = page.getByRole('region', { name: 'Workers and web servers' })
  await expect(processes.getByText('Worker', { exact: false }).first()).toBeVisible()
  await expect(processes.getByText('No worker is running')).toHaveCount(0)
})

test('refreshing by itself can be switched off', async ({ page }) => {
  await page.goto(OPERATIONS)
  const refresh = page.getByRole('checkbox', { name: 'Refresh every 10 seconds' })
  await expect(refresh).toBeChecked()
  await refresh.uncheck()
  await expect(refresh).not.toBeChecked()
})

test('whoever operates nothing finds nothing, and no way there', async ({ pageOf, problems }) => {
  problems.expect(/404.*\/operations$/)
  const page = await pageOf('katherine')
  const response = await page.goto(OPERATIONS)
  expect(response?.status()).toBe(404)
  await page.goto('/settings/tokens')
  await page.getByRole('button', { name: 'katherine' }).click()
  await expect(page.getByRole('menuitem', { name: 'Access tokens' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Operations' })).toHaveCount(0)
})

test('every answer tells under which number the log has it', async ({ request }) => {
  for (const path of ['/', '/api/health', OPERATIONS, '/nothing-here', '/theme.js']) {
    expect((await request.get(path)).headers()['x-request-id'], path).toMatch(/^[0-9a-f-]{36}$/)
  }
  const asked = await request.get('/orgs', { headers: { 'x-request-id': 'given-by-a-proxy' } })
  expect(asked.headers()['x-request-id']).toBe('given-by-a-proxy')
})
