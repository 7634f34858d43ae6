import { SETTINGS } from './fixtures/addresses'
import { expect, test } from './fixtures/test'

const BAR = 'Lowest score for pull requests'

test.describe.configure({ mode: 'serial' })

test('by keyboard alone an owner saves a setting, reads what came of it and takes it back', async ({ page }) => {
  await page.goto(SETTINGS)
  const bar = page.getByLabel(BAR)
  await bar.fill('62.5')
  await bar.press('Tab')
  const save = page.getByRole('button', { name: 'Save', exact: true })
  await expect(save).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('status')).toContainText('Saved.')
  await expect(save).toBeFocused()
  await page.reload()
  await expect(bar).toHaveValue('62.5')

  await bar.fill('')
  await save.click()
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.focus()
  await page.keyboard.press('Enter')
  await expect(bar).toHaveValue('62.5')
  await expect(undo).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(bar).toHaveValue('')
})

test('a score that is none is refused with what is asked for', async ({ page }) => {
  await page.goto(SETTINGS)
  const bar = page.getByLabel(BAR)
  await bar.evaluate((field: HTMLInputElement) => field.removeAttribute('max'))
  await bar.fill('101')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('a number from 0 to 100')
  await page.reload()
  await expect(bar).toHaveValue('')
})

test('an owner reads what GitHub told, and a member does not', async ({ page, pageOf }) => {
  await page.goto(SETTINGS)
  const webhooks = page.getByRole('region', { name: 'Webhooks', exact: true })
  await expect(webhooks).toContainText('the newest first')
  const member = await pageOf('katherine')
  await member.goto(SETTINGS)
  await expect(member.getByRole('heading', { level: 1 })).toHaveText('Settings')
  await expect(member.getByRole('region', { name: 'Webhooks' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('settings are saved and taken back all the same', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(SETTINGS)
    const bar = page.getByLabel(BAR)
    await bar.fill('40')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByRole('main').getByRole('status')).toContainText('Saved.')
    await expect(bar).toHaveValue('40')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(bar).toHaveValue('')
  })
})
