import { SETTINGS } from './fixtures/addresses'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

test('an owner sees what another bar for “ready” would change, saves it, and goes back', async ({ page }) => {
  await page.goto(SETTINGS)
  const panel = page.getByRole('region', { name: 'Ready for production', exact: true })
  const score = panel.getByLabel('Lowest score')
  await score.fill('0')
  await panel.getByRole('button', { name: 'Preview' }).click()
  await expect(panel.getByRole('status')).toContainText('Nothing is saved yet')
  await expect(score).toHaveValue('0')
  await panel.getByRole('button', { name: 'Save the bar' }).click()
  await expect(panel.getByRole('status')).toContainText('Saved.')
  await page.reload()
  await expect(score).toHaveValue('0')

  await panel.getByText('Go back to the bar of Airworthy…').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Go back', exact: true }).click()
  await expect(score).toHaveValue('80')
})

test('an owner leaves repositories out by name, after reading which, and lets them count again', async ({ page }) => {
  await page.goto(SETTINGS)
  const panel = page.getByRole('region', { name: 'Exclusions', exact: true })
  await panel.getByLabel('Names').fill('no-such-repository-*')
  await panel.getByLabel('Why they do not count').fill('They are examples.')
  await panel.getByRole('button', { name: 'Preview the exclusion' }).click()
  await expect(panel.getByRole('status')).toContainText('matches nothing')
  await panel.getByRole('button', { name: 'Exclude', exact: true }).click()
  await expect(panel.getByRole('listitem')).toContainText('They are examples.')
  await panel.getByText('Remove no-such-repository-*…').click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove the exclusion' }).click()
  await expect(panel).toContainText('None.')
})
