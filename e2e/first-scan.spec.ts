import type { Page } from '@playwright/test'
import { ORG, repositoryPath, SCORECARD, SETTINGS } from './fixtures/addresses'
import { clearFaults, injectFault, readCounters } from './fixtures/local-github'
import { repositories } from './fixtures/organisation'
import { fact, numberIn, readChart, readRepositories, repositoryRows } from './fixtures/reading'
import { expect, test } from './fixtures/test'

const SCAN_MS = 240_000
const AUDITED = /(?<number>[\d,]+) commits? audited/

test.describe.configure({ mode: 'serial' })

test('an owner starts the first scan, follows it live and sees every repository scored', async ({ page }) => {
  test.setTimeout(SCAN_MS + 60_000)
  await page.goto('/orgs')
  await expect(page.getByText('Not scanned yet')).toBeVisible()
  await page.getByRole('link', { name: 'Skylark Air' }).click()
  await expect(page.getByRole('heading', { name: 'Not scanned yet' })).toBeVisible()
  await expect(repositoryRows(page)).toHaveCount(0)

  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))
  await page.getByRole('button', { name: 'Start the first scan' }).click()
  const scan = page.getByRole('region', { name: 'Scan' })
  await expect(scan.getByRole('progressbar', { name: 'Repositories checked' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start the first scan' })).toBeHidden()

  await expect.poll(() => readAudited(page), { timeout: SCAN_MS }).toBeGreaterThan(0)
  const early = await readAudited(page)
  await expect.poll(() => readAudited(page), { timeout: SCAN_MS }).toBeGreaterThan(early)
  await expect(repositoryRows(page)).toHaveCount(repositories.length)
  await expect(scan).toContainText('Scanned', { timeout: SCAN_MS })

  await expect(scan).toContainText(`${repositories.length} checked`)
  await expect(scan).not.toContainText('failed')
  const withoutScore = fact(page.getByRole('region', { name: 'Score', exact: true }), 'Without a score')
  await expect(withoutScore).toHaveText('0', { timeout: 20_000 })
  await expect(page.locator('html[data-same-page]')).toHaveCount(1)
  for (const { name, score } of await readRepositories(page)) expect(score, name).not.toBeNull()
})

test('history is there at once: the organisation has a year, and repositories rise and fall', async ({ page }) => {
  await page.goto(SCORECARD)
  const year = await readChart(page.getByRole('region', { name: 'Trend' }))
  expect(year.length).toBeGreaterThanOrEqual(12)
  expect(new Set(year.filter((score) => score !== null)).size).toBeGreaterThan(4)

  const rising = await readYear(page, 'booking-api')
  expect(rising.at(-1)).toBeGreaterThan((rising[0] ?? 100) + 20)
  const falling = await readYear(page, 'baggage-events')
  expect(falling.at(-1)).toBeLessThan((falling[0] ?? 0) - 20)
})

test('a second scan downloads nothing of what did not change', async ({ page }) => {
  await page.goto(SCORECARD)
  const before = await readCounters()
  const scan = page.getByRole('region', { name: 'Scan' })
  await scan.getByRole('button', { name: 'Re-check organisation' }).click()
  await expect(scan).toContainText(`${repositories.length} unchanged`, { timeout: 30_000 })
  await expect(scan).toContainText(/ 0 checked/)
  const requests = await numberIn(scan, /(?<number>\d+) API requests?/)
  expect(requests).toBeLessThan(10)
  expect((await readCounters()).downloads).toEqual(before.downloads)
})

test('an owner lets repositories without Python count, has them scanned, and takes it back', async ({ page }) => {
  await page.goto(SCORECARD)
  await expect(page.getByRole('main')).toContainText('2 left out: 1 archived, 1 without Python.')
  await page.getByRole('main').getByRole('link', { name: 'What counts' }).click()
  await expect(page).toHaveURL(SETTINGS)
  const box = page.getByRole('checkbox', { name: 'Repositories without Python' })
  await expect(box).toHaveAccessibleDescription('Would add 1 repository that you can see.')
  await box.check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const saved = page.getByRole('main').getByRole('status')
  await expect(saved).toContainText(`Saved. ${repositories.length + 1} repositories count now`)
  await expect(box).toBeChecked()

  await page.goto(SCORECARD)
  await expect(repositoryRows(page)).toHaveCount(repositories.length + 1)
  const scan = page.getByRole('region', { name: 'Scan' })
  await scan.getByRole('button', { name: 'Re-check organisation' }).click()
  await expect(scan).toContainText(/ 1 checked/, { timeout: 60_000 })
  await expect(scan).toContainText('Scanned', { timeout: 60_000 })

  await page.goto(SETTINGS)
  await box.uncheck()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(saved).toContainText(`Saved. ${repositories.length} repositories count now`)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(saved).toContainText(`Saved. ${repositories.length + 1} repositories count now`)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(saved).toContainText(`Saved. ${repositories.length} repositories count now`)
  await expect(box).not.toBeChecked()
})

test('a member reads the settings and may not change them', async ({ pageOf }) => {
  const page = await pageOf('katherine')
  await page.goto(SETTINGS)
  await expect(page.getByRole('main')).toContainText('Only owners of the organisation may change this.')
  await expect(page.getByRole('checkbox', { name: 'Forks' })).toBeDisabled()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toHaveCount(0)
})

test('the organisation is listed with its score', async ({ page }) => {
  await page.goto('/orgs')
  const item = page.getByRole('listitem').filter({ hasText: 'Skylark Air' })
  await expect(item).toContainText(`${repositories.length} repositories that you can see`)
  await expect(item).toContainText(/Score\s*\d+/)
  await expect(page.getByRole('main')).not.toContainText(`${ORG}.`)
})

test('while GitHub does not answer, a newcomer reads so and tries again', async ({ pageOf, problems }) => {
  problems.expect(/50\d .*\/orgs\/skylark-air/)
  // React's number for "a server component failed".
  problems.expect(/React error #441/)
  const page = await pageOf('edsger')
  await page.goto('/orgs')
  await expect(page.getByRole('link', { name: 'Skylark Air' })).toBeVisible()
  await injectFault({ match: '/api/graphql', status: 502, times: 100 })
  await page.goto(SCORECARD)
  await expect(page.getByText('This page could not be shown')).toBeVisible({ timeout: 30_000 })
  await clearFaults()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Skylark Air')
})

async function readAudited(page: Page): Promise<number> {
  return (await numberIn(page.getByRole('region', { name: 'Scan' }), AUDITED)) || 0
}

async function readYear(page: Page, name: string): Promise<number[]> {
  await page.goto(repositoryPath(name))
  const points = await readChart(page.getByRole('region', { name: 'History' }))
  return points.filter((score) => score !== null)
}
