import type { Page } from '@playwright/test'
import { gapPath, LOCAL_GITHUB, ORG, repositoryPath, teamGapPath, teamPath } from './fixtures/addresses'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

const OPENED_MS = 30_000

test('from a gap by its preview to the issue on GitHub, which leads back', async ({ page }) => {
  await page.goto(`${repositoryPath('ops-scripts')}#ci-cd`)
  const gap = page.locator('#ci-cd')
  await gap.getByRole('link', { name: 'Open an issue on GitHub' }).click()
  await expect(page).toHaveURL(gapPath('ops-scripts', 'ci-cd'))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('GitHub issue: CI/CD')
  const preview = page.getByRole('article', { name: 'Preview of the issue' })
  const title = (await preview.getByRole('paragraph').first().textContent()) ?? ''
  await expect(preview.getByRole('heading', { name: 'How to fix it' })).toBeVisible()
  await expect(preview).not.toContainText('###')

  await page.getByRole('button', { name: 'Open issue on GitHub' }).click()
  const issue = page.getByRole('main').getByRole('link', { name: /^Issue #\d+$/ })
  await expect(issue).toBeVisible({ timeout: OPENED_MS })
  await expect(page.getByRole('button', { name: 'Open issue on GitHub' })).toHaveCount(0)
  await issue.click()
  await expect(page).toHaveURL(new RegExp(`^${LOCAL_GITHUB}/${ORG}/ops-scripts/issues/\\d+$`))
  await expect(page.getByRole('main').or(page.locator('body')).first()).toContainText(title)
  await expect(page.locator('body')).toContainText('How to fix it')

  await page.goto(`${repositoryPath('ops-scripts')}#ci-cd`)
  await expect(gap.getByRole('link', { name: /^Issue #\d+$/ })).toBeVisible()
  await expect(gap.getByRole('link', { name: 'Open an issue on GitHub' })).toHaveCount(0)
})

test('from what a team shares to an issue in one of its repositories, the others left out', async ({ page }) => {
  await page.goto(teamPath('data'))
  await settle(page)
  const shared = page.getByRole('region', { name: 'Shared gaps' }).getByRole('link')
  const first = shared.first()
  await expect(first).toContainText(/\d repositories/)
  await first.click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^GitHub issues: /)
  const boxes = page.getByRole('group', { name: 'Open an issue in' }).getByRole('checkbox')
  const count = await boxes.count()
  expect(count).toBeGreaterThan(1)
  for (let index = 1; index < count; index += 1) await boxes.nth(index).uncheck()
  await page.getByRole('button', { name: 'Open the chosen issues' }).click()
  const issues = page.getByRole('region', { name: 'Issues so far' })
  await expect(issues.getByRole('link', { name: /^Issue #\d+$/ })).toHaveCount(1, { timeout: OPENED_MS })
  await expect(boxes).toHaveCount(count - 1)
})

test('a gap that there is not says so, and one that the rubric does not know is not found', async ({
  page,
  problems,
}) => {
  await page.goto(gapPath('booking-api', 'testing'))
  await expect(page.getByRole('heading', { name: 'There is no such gap' })).toBeVisible()
  problems.expect(/404.*\/gaps\/nothing-here$/)
  for (const path of [gapPath('booking-api', 'nothing-here'), teamGapPath('data', 'nothing-here')]) {
    expect((await page.goto(path))?.status(), path).toBe(404)
  }
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('an issue is opened all the same, in one repository and in those of a team', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(gapPath('ops-scripts', 'readme'))
    await page.getByRole('button', { name: 'Open issue on GitHub' }).click()
    await expectIssue(page)

    await page.goto(teamGapPath('developer-tools', 'metrics-tracing'))
    const boxes = page.getByRole('checkbox')
    for (let index = 1, count = await boxes.count(); index < count; index += 1) await boxes.nth(index).uncheck()
    await page.getByRole('button', { name: 'Open the chosen issues' }).click()
    await expectIssue(page)
  })
})

/** Without scripts it is the reader who reloads. */
async function expectIssue(page: Page): Promise<void> {
  const address = page.url()
  await expect(async () => {
    await page.goto(address)
    await expect(page.getByRole('main').getByRole('link', { name: /^Issue #\d+$/ })).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: OPENED_MS })
}
