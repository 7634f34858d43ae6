import { repositoryPath, waiverPath } from './fixtures/addresses'
import { inDays } from './fixtures/campaign'
import { fact, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

const REASON = 'These scripts run by hand, on one machine.'

test('a gap is waived with a reason until a day, the score stays, and the waiver is revoked', async ({ page }) => {
  await page.goto(`${repositoryPath('ops-scripts')}#testing`)
  await settle(page)
  const score = page.getByRole('region', { name: 'Score', exact: true })
  const before = await score.getByRole('paragraph').first().textContent()
  const gap = page.locator('#testing')
  await gap.getByRole('link', { name: 'Waive it' }).click()
  await expect(page).toHaveURL(waiverPath('ops-scripts', 'testing'))
  const panel = page.getByRole('region', { name: 'Waive this gap' })
  const without = Number(await fact(panel, 'Effective score without').textContent())
  const waived = Number(await fact(panel, 'Effective score with the').textContent())
  expect(waived).toBeGreaterThan(without)
  await page.getByLabel('Reason').fill(REASON)
  await page.getByRole('button', { name: 'Waive', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Waived' }).getByRole('status')).toContainText(REASON)

  await page.goto(`${repositoryPath('ops-scripts')}#testing`)
  await expect(gap.locator('summary s')).toHaveText('Testing')
  await expect(gap).toContainText('Waived until')
  await expect(gap).toContainText('ada')
  await expect(score).toContainText(`Effective ${waived.toFixed(1)}, without one waived gap`)
  expect(await score.getByRole('paragraph').first().textContent()).toBe(before)
  await expect(page.getByRole('region', { name: 'Waivers' })).toContainText(REASON)

  await gap.getByRole('link', { name: 'About the waiver' }).click()
  await page.getByText('Revoke…').click()
  await page.getByRole('button', { name: 'Revoke the waiver' }).click()
  await expect(page.getByRole('region', { name: 'Waive this gap' })).toContainText('revoked by ada')
  await page.goto(repositoryPath('ops-scripts'))
  await expect(gap.locator('summary s')).toHaveCount(0)
  await expect(score).not.toContainText('Effective')
})

test('a waiver that is refused keeps the reason and the last day that were typed', async ({ page }) => {
  const [reason, day] = ['Short.      ', inDays(30)]
  await page.goto(waiverPath('ops-scripts', 'testing'))
  await settle(page)
  await page.getByLabel('Reason').fill(reason)
  await page.getByLabel('Last day').fill(day)
  await page.getByRole('button', { name: 'Waive', exact: true }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText('a reason of 10 to 500 characters')
  await expect(page.getByLabel('Reason')).toHaveValue(reason)
  await expect(page.getByLabel('Last day')).toHaveValue(day)
})

test('a reason that was being written stays to be copied where another page waived the gap first', async ({
  page,
  context,
}) => {
  const mine = 'Mine: it is rewritten next quarter.'
  await page.goto(waiverPath('ops-scripts', 'testing'))
  await settle(page)
  await page.getByLabel('Reason').fill(mine)
  const other = await context.newPage()
  await other.goto(waiverPath('ops-scripts', 'testing'))
  await other.getByLabel('Reason').fill(REASON)
  await other.getByRole('button', { name: 'Waive', exact: true }).click()
  await expect(other.getByRole('region', { name: 'Waived' }).getByRole('status')).toContainText(REASON)
  await expect(other.getByLabel(/is not stored/)).toHaveCount(0)

  await expect(page.getByRole('region', { name: 'Waived' })).toContainText(REASON)
  await expect(page.getByLabel(/is not stored/)).toHaveValue(mine)
  await page.getByText('Revoke…').click()
  await page.getByRole('button', { name: 'Revoke the waiver' }).click()
  await expect(page.getByLabel('Reason')).toHaveValue(mine)
})

test('whoever may only read a repository reads waivers and is told who can waive', async ({ pageOf }) => {
  const page = await pageOf('katherine')
  await page.goto(waiverPath('ops-scripts', 'testing'))
  await expect(page.getByRole('main')).toContainText('Somebody whom GitHub lets write to this repository')
  await expect(page.getByRole('button', { name: 'Waive', exact: true })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a gap is waived and the waiver revoked all the same', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(waiverPath('ops-scripts', 'type-hints'))
    await page.getByLabel('Reason').fill(REASON)
    await page.getByRole('button', { name: 'Waive', exact: true }).click()
    await page.goto(waiverPath('ops-scripts', 'type-hints'))
    await expect(page.getByRole('region', { name: 'Waived' })).toContainText(REASON)
    await page.getByText('Revoke…').click()
    await page.getByRole('button', { name: 'Revoke the waiver' }).click()
    await page.goto(waiverPath('ops-scripts', 'type-hints'))
    await expect(page.getByRole('region', { name: 'Waive this gap' })).toContainText('revoked by ada')
  })
})
