import { AUDIT_LOG, characteristicPath, ORG, WAIVERS, waiverPath } from './fixtures/addresses'
import { beginCampaign, inDays } from './fixtures/campaign'
import { readChart, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

test('an owner is told that reminders need a webhook, and reads on record how a campaign was begun and changed', async ({
  page,
}) => {
  const path = await beginCampaign(page, 'On record', 'Platform')
  await expect(page.getByRole('region', { name: 'Reminders to the channel' })).toContainText('There is no webhook yet')

  await page.goto(`${path}/edit`)
  await page.getByLabel('Last day').fill(inDays(90))
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save the campaign' }).click()
  await page.getByRole('link', { name: 'Open its page' }).click()
  await expect(page.getByRole('region', { name: 'Burn-up' })).toContainText('It was changed on the way')

  await page.goto(`${AUDIT_LOG}?by=ada`)
  const filters = page.getByRole('search', { name: 'Changes' })
  await filters.getByLabel('What').selectOption('Campaign changed')
  await expect(page).toHaveURL(/action=campaign-changed/)
  const first = page.getByRole('table').getByRole('row').filter({ hasText: '“On record”' }).first()
  await expect(first).toContainText(/Last day: .* became/)
  const file = await page.request.get(`/api/v1/orgs/${ORG}/settings/log/exports/changes.csv?action=campaign-begun`)
  expect(await file.text()).toContain('On record')
})

test('a campaign for a score offers the issue of the gap that lifts each repository most', async ({ page }) => {
  await page.goto(`/orgs/${ORG}/campaigns/new?name=Scores&goal=~score&score=95&target=${inDays(60)}`)
  await page.getByRole('button', { name: 'Begin the campaign' }).click()
  await page.getByRole('link', { name: 'Open its page' }).click()
  const left = page.getByRole('region', { name: 'Who is left' })
  await expect(left).toContainText('lifts it most')
  await left
    .getByRole('link', { name: /^Open an issue for / })
    .first()
    .click()
  await expect(page).toHaveURL(/\/gaps\/[a-z-]+$/)
})

test('adoption is drawn team by team and kind by kind, and a team narrows the whole page', async ({ page }) => {
  await page.goto(characteristicPath('error-handling'))
  const teams = page.getByRole('region', { name: 'Team by team' })
  await expect(teams.getByRole('link', { name: 'Platform', exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'Kinds', exact: true }).click()
  await expect(page).toHaveURL(/by=kind/)
  await expect(page.getByRole('region', { name: 'Kind by kind' }).getByRole('listitem')).not.toHaveCount(0)

  await page.goto(characteristicPath('error-handling'))
  await teams.getByRole('link', { name: 'Platform', exact: true }).click()
  await expect(page).toHaveURL(/team=platform/)
  await expect(page.getByRole('region', { name: 'Over time' })).toContainText('the chosen team')
  const drawn = await readChart(page.getByRole('region', { name: 'Over time' }))
  expect(drawn.length).toBeGreaterThanOrEqual(12)
})

test('who fails and why is one table that is searched, sorted and walked by keys', async ({ page }) => {
  await page.goto(`${characteristicPath('error-handling')}?verdict=fail`)
  await settle(page)
  const panel = page.getByRole('region', { name: 'Repositories', exact: true })
  const table = panel.getByRole('table')
  for (const head of ['Repository', 'Team', 'Verdict', 'Why', 'Since', 'Waived until', 'Issue']) {
    await expect(table.getByRole('columnheader', { name: head })).toBeVisible()
  }
  const names = table.locator('a[data-row]')
  const first = (await names.first().textContent()) ?? ''

  await expect(async () => {
    await page.keyboard.press('j')
    await expect(names.first()).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('ArrowRight')
  await expect(names.first()).not.toBeFocused()
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox', { name: 'Search' })).toBeFocused()
  await page.keyboard.type(first)
  await expect(page).toHaveURL(/q=/)
  await expect(names).not.toHaveCount(0)
  await expect(names.first()).toContainText(first)

  await table.getByRole('link', { name: 'Since' }).click()
  await expect(page).toHaveURL(/sort=since/)
  await expect(table.getByRole('columnheader', { name: 'Since' })).toHaveAttribute('aria-sort', 'ascending')
})

test('a waiver shows among those of the organisation, in the heat map and in the table, and in none of those after', async ({
  page,
}) => {
  await page.goto(waiverPath('ops-scripts', 'error-handling'))
  await page.getByLabel('Reason').fill('These scripts run by hand, on one machine.')
  await page.getByRole('button', { name: 'Waive', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Waived' })).toBeVisible()

  await page.goto(WAIVERS)
  const row = page
    .getByRole('region', { name: 'Count today', exact: true })
    .getByRole('row')
    .filter({ hasText: 'ops-scripts' })
    .filter({ hasText: 'Error handling' })
  await expect(row).toContainText('These scripts run by hand')
  await page.goto(`/orgs/${ORG}?view=heat&q=ops-scripts`)
  await expect(page.locator('a[title^="Error handling"][title*="waived until"]')).toHaveCount(1)

  await page.goto(WAIVERS)
  await row.getByRole('link').last().click()
  await page.getByText('Revoke…').click()
  await page.getByRole('button', { name: 'Revoke the waiver' }).click()
  await expect(page.getByRole('region', { name: 'Waive this gap' })).toContainText('revoked by ada')
  await page.goto(WAIVERS)
  await expect(row).toHaveCount(0)
})
