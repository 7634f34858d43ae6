import { AUDIT_LOG, SETTINGS } from './fixtures/addresses'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

test('a webhook on this machine is refused in words, by keyboard alone', async ({ page }) => {
  await page.goto(SETTINGS)
  const panel = page.getByRole('region', { name: 'Notifications', exact: true })
  const address = panel.getByLabel('Address of the webhook')
  await address.fill('https://127.0.0.1/services/T/B')
  await address.press('Enter')
  await expect(panel.getByRole('alert')).toContainText('Messages only go to hosts that are on the internet')
  await expect(panel.getByRole('button', { name: 'Send a test message' })).toHaveCount(0)
})

test('a member sees neither notifications nor the audit log', async ({ pageOf, problems }) => {
  problems.expect(/404.*\/log$/)
  const member = await pageOf('katherine')
  await member.goto(SETTINGS)
  await expect(member.getByRole('heading', { level: 1 })).toHaveText('Settings')
  await expect(member.getByRole('region', { name: 'Notifications' })).toHaveCount(0)
  await expect(member.getByRole('link', { name: 'Audit log' })).toHaveCount(0)
  expect((await member.goto(AUDIT_LOG))?.status()).toBe(404)
})

test('an owner reads in the audit log who changed a setting, and from what', async ({ page }) => {
  await page.goto(SETTINGS)
  const bar = page.getByLabel('Lowest score for pull requests')
  for (const value of ['41', '']) {
    await bar.fill(value)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('main').getByRole('status').first()).toContainText('Saved.')
  }
  await page.getByRole('link', { name: 'Audit log' }).click()
  await expect(page).toHaveURL(AUDIT_LOG)
  const rows = page.getByRole('table').getByRole('row')
  await expect(rows.nth(1)).toContainText('ada')
  await expect(rows.nth(1)).toContainText('Lowest score for pull requests: 41')
  await expect(rows.nth(2)).toContainText('none')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('what is wrong with an address is said all the same', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(SETTINGS)
    const panel = page.getByRole('region', { name: 'Notifications', exact: true })
    await panel.getByLabel('Address of the webhook').fill('http://hooks.example.com/x')
    await panel.getByRole('button', { name: 'Save notifications' }).click()
    await expect(panel.getByRole('alert')).toContainText('It begins with https://')
  })
})
