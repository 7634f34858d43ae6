import type { Page } from '@playwright/test'
import { CHANGES, EVENTS, ORG, repositoryPath, SCORECARD } from './fixtures/addresses'
import { injectFault, push, pushUntold, readFile, waitingFaults } from './fixtures/local-github'
import { repositories } from './fixtures/organisation'
import { numberIn } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

test('a pushed commit changes a verdict after "Re-check now", without a reload or restart', async ({ page }) => {
  await page.goto(repositoryPath('status-board'))
  const verdict = page.locator('#health-checks summary')
  await expect(verdict).toContainText('Fail')
  const before = await readScore(page)

  const route = '@app.route("/healthz")\ndef healthz():\n    return {"status": "ok"}\n\n\nif __name__'
  const app = await readFile('status-board', 'app.py')
  const sha = await pushUntold('status-board', { 'app.py': app.replace('if __name__', route) }, 'Answer health checks')

  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))
  await recheck(page)
  await expect(verdict).toContainText('Pass', { timeout: 45_000 })
  expect(await readScore(page)).toBeGreaterThan(before)
  await expect(page.getByRole('link', { name: sha.slice(0, 7), exact: true }).first()).toBeVisible()
  await expect(page.locator('html[data-same-page]')).toHaveCount(1)

  const step = page
    .getByRole('region', { name: 'History' })
    .getByRole('listitem')
    .filter({ hasText: sha.slice(0, 7) })
  await expect(step.first()).toContainText('Health checks')
  await expect(page.getByRole('button', { name: 'Re-check now' })).toBeEnabled()
})

test('a push to the default branch shows on the open page by itself, verdict and score', async ({ page }) => {
  const follows = page.waitForResponse((response) => response.url().endsWith(CHANGES))
  await page.goto(repositoryPath('notifications'))
  await follows
  const verdict = page.locator('#readme summary')
  await expect(verdict).toContainText('Pass')
  const before = await readScore(page)
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''))
  const sha = await push('notifications', { 'README.md': null }, 'Drop the README')
  await expect(verdict).toContainText('Fail', { timeout: 30_000 })
  expect(await readScore(page)).toBeLessThan(before)
  await expect(page.getByRole('link', { name: sha.slice(0, 7), exact: true }).first()).toBeVisible()
  await expect(page.locator('html[data-same-page]')).toHaveCount(1)
  await expect(page.getByRole('status').filter({ hasText: 'notifications was checked just now' })).toHaveCount(1)
})

test('a scan that GitHub holds up says until when and goes on by itself', async ({ page }) => {
  await pushUntold('loyalty', { 'NOTES.md': '# Notes\n\nPoints lapse after a year.\n' }, 'Note when points lapse')
  await injectFault({ kind: 'primary-limit', match: `/api/v3/repos/${ORG}/loyalty/`, resetInSeconds: 12 })
  await page.goto(SCORECARD)
  const scan = page.getByRole('region', { name: 'Scan' })
  await scan.getByRole('button', { name: 'Re-check organisation' }).click()
  await expect(scan).toContainText(/Waiting for GitHub until \d\d:\d\d, then goes on by itself/, { timeout: 30_000 })
  await expect(scan.getByRole('status')).toContainText('The scan waits for GitHub')
  await expect(scan).toContainText('Scanned', { timeout: 45_000 })
  await expect(scan).toContainText(/ 1 checked/)
  await expect(scan).not.toContainText('failed')
})

test('a repository whose archive can not be had fails with a plain reason, and the others are done', async ({
  page,
}) => {
  await pushUntold(
    'seat-map',
    { 'NOTES.md': '# Notes\n\nSeats are held for ten minutes.\n' },
    'Note how long seats are held',
  )
  await pushUntold('iata-codes', { 'CHANGELOG.md': '# Changes\n' }, 'Begin a list of changes')
  await injectFault({ match: `/_codeload/${ORG}/seat-map/`, status: 404 })
  // GitHub stumbles once, which nobody needs to hear of.
  await injectFault({ match: `/_codeload/${ORG}/iata-codes/`, status: 502 })

  await page.goto(SCORECARD)
  const scan = page.getByRole('region', { name: 'Scan' })
  await scan.getByRole('button', { name: 'Re-check organisation' }).click()
  await expect(scan).toContainText('1 failed', { timeout: 45_000 })
  await expect(scan).toContainText('Scanned', { timeout: 45_000 })
  await expect(scan).toContainText(`${repositories.length - 2} unchanged`)
  await expect(scan).toContainText(/ 1 checked/)
  await scan.getByText('One failure').click()
  await expect(scan.getByRole('listitem')).toHaveText(/^seat-map: GitHub has no archive of this commit/)
  expect(await waitingFaults()).toEqual([])

  await page.goto(repositoryPath('seat-map'))
  const status = page.getByRole('main').getByRole('status').filter({ hasText: 'The last check failed' })
  await expect(status).toContainText('GitHub has no archive of this commit')
  await expect(page.getByRole('region', { name: 'Score', exact: true })).toContainText('newer commits')
})

test('a re-check repairs what failed', async ({ page }) => {
  await page.goto(repositoryPath('seat-map'))
  await expect(page.getByText('The last check failed')).toBeVisible()
  await recheck(page)
  await expect(page.getByText('The last check failed')).toBeHidden({ timeout: 45_000 })
  await expect(page.getByRole('region', { name: 'Score', exact: true })).not.toContainText('newer commits')
})

test('who follows a scan hears nothing of repositories that are hidden from them', async ({ page, pageOf }) => {
  const member = await pageOf('barbara')
  await member.goto(SCORECARD)
  await pushUntold('refunds', { 'NOTES.md': '# Notes\n\nRefunds take three days.\n' }, 'Note how long refunds take')
  await injectFault({ match: `/_codeload/${ORG}/refunds/`, delayMs: 3000 })

  await page.goto(SCORECARD)
  const scan = page.getByRole('region', { name: 'Scan' })
  await scan.getByRole('button', { name: 'Re-check organisation' }).click()
  await expect(scan).toContainText('Now: refunds', { timeout: 30_000 })

  const heard = await (await member.request.get(EVENTS)).text()
  expect(heard).toContain('"scope":"organisation"')
  expect(heard).not.toContain('refunds')
  const totals = [...heard.matchAll(/"total":(?<total>\d+)/g)].map(({ groups }) => Number(groups?.total))
  expect(new Set(totals)).toEqual(new Set([0]))
  await expect(scan).toContainText('Scanned', { timeout: 30_000 })
  await expect(scan).toContainText(/ 1 checked/)
})

async function recheck(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Re-check now' }).click()
  await expect(
    page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: /^(Waiting|Checking)/ }),
  ).toBeVisible()
}

async function readScore(page: Page): Promise<number> {
  return numberIn(page.getByRole('region', { name: 'Score', exact: true }))
}
