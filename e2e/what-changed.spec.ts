import { SCORECARD, TEAMS, teamPath, WHAT_CHANGED } from './fixtures/addresses'
import { expect, test } from './fixtures/test'

test('what changed in the organisation is narrowed by links and a form, and says how many there are', async ({
  page,
}) => {
  await page.goto(SCORECARD)
  await page
    .getByRole('navigation', { name: /^Parts of/ })
    .getByRole('link', { name: 'Changes' })
    .click()
  await expect(page).toHaveURL(WHAT_CHANGED)
  const panel = page.getByRole('region', { name: 'What changed' })
  await expect(panel).toContainText(/[\d,]+ verdicts moved in 12 months/)
  await panel.getByRole('link', { name: 'Worse' }).click()
  await expect(page).toHaveURL(/moved=worse/)
  await expect(panel.getByRole('listitem').first()).toContainText(/from (Pass|Partial)\s*to (Partial|Fail)/)
  await panel.getByLabel('Characteristic').selectOption('retries')
  await expect(page).toHaveURL(/moved=worse&characteristic=retries|characteristic=retries&moved=worse/)
  await expect(panel.getByRole('listitem').filter({ hasText: 'baggage-events' }).first()).toContainText('Retries')
})

test('a team’s changes follow the range of its page', async ({ page }) => {
  await page.goto(teamPath('platform'))
  const panel = page.getByRole('region', { name: 'What changed' })
  await expect(panel).toContainText('in 12 months')
  await page.getByRole('region', { name: 'Trend' }).getByRole('link', { name: '90 days' }).click()
  await expect(panel).toContainText('in 90 days')
})

test('a mover leads to the verdict that moved it, and all movers have a page', async ({ page }) => {
  await page.goto(SCORECARD)
  const panel = page.getByRole('region', { name: 'Biggest movers' })
  await panel.getByRole('link', { name: 'All that moved' }).click()
  await expect(page).toHaveURL(`${WHAT_CHANGED}/movers`)
  const rows = page.getByRole('table').getByRole('row')
  await rows
    .nth(1)
    .getByRole('link', { name: /^Compare/ })
    .click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare two commits')
})

test('teams are sorted, searched and compared by a category, cards and table alike', async ({ page }) => {
  await page.goto(TEAMS)
  const table = page.getByRole('table', { name: /^Teams with their scores/ })
  await table.getByRole('link', { name: 'Score', exact: true }).click()
  await expect(page).toHaveURL(`${TEAMS}?sort=score`)
  const scores = async () =>
    (await table.getByRole('row').locator('td:nth-of-type(2)').allTextContents()).map(Number).filter(Number.isFinite)
  await expect
    .poll(async () => (await scores()).every((each, at, all) => at === 0 || each >= (all[at - 1] ?? 0)))
    .toBe(true)
  const cards = page.getByRole('main').getByRole('heading', { level: 2 }).getByRole('link')
  expect(await cards.allTextContents()).toEqual(await table.getByRole('rowheader').allTextContents())
  await page.getByLabel('Compare').selectOption('robustness')
  await expect(page).toHaveURL(/\?sort=score&trend=robustness$|\?trend=robustness&sort=score$/)
  await expect(page.getByRole('img', { name: /^Robustness.* of Platform/ })).toBeVisible()
  await page.getByLabel('Search').fill('plat')
  await expect(page).toHaveURL(/q=plat/)
  await expect(cards).toHaveText(['Platform'])
})
