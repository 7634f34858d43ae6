import { arrive } from './fixtures/clicks'
import { fact, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('a platform lead knows where the organisation stands, what moved and who needs help in 2 clicks', async ({
  page,
}) => {
  const clicks = await arrive(page)
  await settle(page)
  const score = page.getByRole('region', { name: 'Score', exact: true })
  for (const said of ['In 30 days', 'In 90 days', 'Ready for production', 'Coverage'])
    await expect(fact(score, said)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Biggest movers' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What would help most' })).toBeVisible()

  await clicks.on(page.getByRole('link', { name: 'Teams', exact: true }))
  await settle(page)
  const teams = page.getByRole('table', { name: 'Teams with their scores by category' })
  await clicks.on(teams.getByRole('link', { name: 'Score', exact: true }))
  await expect(teams.getByRole('columnheader', { name: 'Score', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  const scores = (await teams.locator('tbody tr td:nth-of-type(2)').allInnerTexts()).map(Number)
  expect(scores).toEqual([...scores].sort((a, b) => a - b))
  expect(clicks.made).toBe(2)
})

test.describe('a manager', () => {
  test.use({ person: 'grace' })

  test('knows whether a team is getting better, by what and through whom, in 2 clicks', async ({ page }) => {
    const clicks = await arrive(page)
    await settle(page)
    await clicks.on(page.getByRole('link', { name: 'Teams', exact: true }))
    await settle(page)
    await clicks.on(page.getByRole('main').getByRole('link', { name: 'Payments', exact: true }).first())
    await settle(page)
    await expect(page.getByRole('region', { name: 'Trend', exact: true })).toContainText('same repositories')
    await expect(page.getByRole('region', { name: 'Categories', exact: true })).toBeVisible()
    const changed = page.getByRole('region', { name: 'What changed' })
    await expect(changed.locator('a[href*="/commit/"], a[href*="/pull/"]').first()).toBeVisible()
    expect(clicks.made).toBe(2)
  })
})

test.describe('a developer', () => {
  test.use({ person: 'linus' })

  test('knows the best fix for a repository, its lines and the snippet for it, in 2 clicks', async ({ page }) => {
    const clicks = await arrive(page)
    await settle(page)
    await clicks.on(page.locator('[data-row]').filter({ hasText: 'baggage-events' }))
    await settle(page)
    const fixes = page.getByRole('region', { name: 'Next best fixes' })
    await clicks.on(fixes.getByRole('link').first())
    const gap = page.locator('details[open]:target, [id]:target details[open]').first()
    await expect(gap).toContainText('How to fix it')
    await expect(gap.getByRole('link', { name: /:\d+/ }).first()).toBeVisible()
    await expect(gap.getByRole('button', { name: /^Copy/ }).first()).toBeVisible()
    expect(clicks.made).toBe(2)
  })
})
