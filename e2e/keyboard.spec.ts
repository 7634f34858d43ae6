import { CAMPAIGNS, SCORECARD, SETTINGS, TEAMS, waiverPath } from './fixtures/addresses'
import { inDays } from './fixtures/campaign'
import { choose, press, tabTo, type } from './fixtures/keys'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

// Nothing in this file touches a pointer, nor moves the focus other than by keys.
test.slow()

test('by keyboard alone: from the scorecard to a repository, its gap, its fix and what the fix would bring', async ({
  page,
}) => {
  await page.goto(SCORECARD)
  await settle(page)
  const box = page.getByRole('searchbox', { name: 'Search' })
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(box).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.type('status-board')
  await expect(page).toHaveURL(/q=status-board/)
  await expect(page.locator('[data-row]')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('[data-row]')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('status-board')
  await settle(page)

  const fixes = page.getByRole('region', { name: 'Next best fixes' })
  await tabTo(page, fixes.getByRole('checkbox').first())
  await page.keyboard.press('Space')
  await expect(page).toHaveURL(/fix=/)
  const gap = page.locator('#testing')
  await press(page, gap.locator('summary').first())
  await expect(gap.getByRole('link', { name: 'Waive it' })).toBeVisible()
  await press(page, gap.getByRole('link', { name: 'Open an issue on GitHub' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('GitHub issue: Testing')
  await tabTo(page, page.getByRole('button', { name: 'Open issue on GitHub' }))
})

test('by keyboard alone: a gap is waived, and the waiver is revoked after a question', async ({ page }) => {
  await page.goto(waiverPath('status-board', 'docstrings'))
  await settle(page)
  await type(page, page.getByLabel('Reason'), 'Nobody reads them here.')
  await press(page, page.getByRole('button', { name: 'Waive', exact: true }))
  await expect(page.getByRole('region', { name: 'Waived' }).getByRole('status')).toContainText('Nobody reads them')
  await press(page, page.getByRole('button', { name: 'Revoke…' }))
  const question = page.getByRole('alertdialog')
  await press(page, question.getByRole('button', { name: 'Revoke the waiver' }))
  await expect(page.getByRole('region', { name: 'Waive this gap' })).toContainText('revoked by ada')
})

test('by keyboard alone: a campaign begins after a preview, and ends after a question', async ({ page }) => {
  await page.goto(`${CAMPAIGNS}/new`)
  await settle(page)
  await type(page, page.getByLabel('Name', { exact: true }), 'By keyboard')
  await choose(page, page.getByLabel('What all of them should have'), 'Type h')
  const [year, month, day] = inDays(60).split('-')
  await tabTo(page, page.getByLabel('Last day'))
  await page.keyboard.type(`${month}${day}${year}`)
  await press(page, page.getByRole('button', { name: 'Preview' }))
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('in its scope')
  await press(page, page.getByRole('button', { name: 'Begin the campaign' }))
  await press(page, page.getByRole('link', { name: 'Open its page' }))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('By keyboard')
  await settle(page)
  await press(page, page.getByRole('button', { name: 'End it…' }))
  await press(page, page.getByRole('alertdialog').getByRole('button', { name: 'End the campaign' }))
  await expect(page.getByRole('main')).toContainText('Ended')
})

test('by keyboard alone: a token is made, and revoked after a question', async ({ page }) => {
  await page.goto('/settings/tokens')
  await settle(page)
  await type(page, page.getByLabel('Name'), 'by keyboard')
  await press(page, page.getByRole('button', { name: 'Create token' }))
  await expect(page.getByText('“by keyboard” was created.')).toBeVisible()
  await press(page, page.getByRole('button', { name: 'Revoke by keyboard' }))
  const question = page.getByRole('alertdialog', { name: 'Revoke “by keyboard”?' })
  await expect(question).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Revoke by keyboard' })).toBeFocused()
  await page.keyboard.press('Enter')
  await press(page, question.getByRole('button', { name: 'Revoke for good' }))
  await expect(page.getByText('“by keyboard” was revoked.')).toBeVisible()
})

test('by keyboard alone: teams are compared over another range, and the points of a chart are read', async ({
  page,
}) => {
  await page.goto(TEAMS)
  await settle(page)
  await press(page, page.getByRole('link', { name: '90 days' }).first())
  await expect(page).toHaveURL(/range=90d/)
  await press(page, page.getByRole('main').getByRole('link', { name: 'Platform', exact: true }).first())
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Platform')
  await settle(page)
  const plot = page.getByRole('region', { name: 'Trend', exact: true }).getByRole('slider')
  await tabTo(page, plot)
  await page.keyboard.press('End')
  const last = await plot.getAttribute('aria-valuetext')
  await page.keyboard.press('ArrowLeft')
  await expect(plot).not.toHaveAttribute('aria-valuetext', last ?? '')
  await press(page, page.getByRole('region', { name: 'Trend', exact: true }).getByText('Show as table'))
  await expect(page.getByRole('region', { name: 'Trend', exact: true }).getByRole('table')).toBeVisible()
})

test('by keyboard alone: an owner previews another bar for ready and other weights', async ({ page }) => {
  await page.goto(SETTINGS)
  await settle(page)
  const bar = page.getByRole('region', { name: 'Ready for production', exact: true })
  await type(page, bar.getByRole('spinbutton').first(), '60')
  await press(page, bar.getByRole('button', { name: 'Preview' }))
  await expect(bar.getByRole('status')).toContainText('Nothing is saved yet')
  const weights = page.getByRole('region', { name: 'Weights', exact: true })
  await type(page, weights.getByRole('spinbutton').first(), '9')
  await press(page, weights.getByRole('button', { name: 'Preview' }))
  await expect(weights.getByRole('status')).toContainText('Nothing is saved yet')
})
