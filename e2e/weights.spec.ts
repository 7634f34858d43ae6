import type { Page } from '@playwright/test'
import { API, repositoryPath, SCORECARD, SETTINGS } from './fixtures/addresses'
import { meanOf, numberIn, readChart, readRepositories } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test.describe.configure({ mode: 'serial' })

const REPOSITORY = 'booking-api'

// Whatever becomes of a test, the others find the standard weights.
test.afterEach(async ({ page }) => reset(page))

test('weights are previewed, hold on every page once they are saved, and give way to the standard ones', async ({
  page,
}) => {
  const before = await readScores(page)
  const panel = weightsOn(page)
  await page.goto(SETTINGS)
  for (const field of await panel.getByRole('spinbutton').all()) await field.fill('0')
  await panel.getByLabel('Testing', { exact: true }).fill('10')
  await panel.getByRole('button', { name: 'Preview' }).click()
  await expect(panel.getByRole('status')).toContainText('Nothing is saved yet')
  await expect(panel.getByLabel('Testing', { exact: true })).toHaveValue('10')
  await expect(panel.getByLabel('README', { exact: true })).toHaveAccessibleDescription('2 by the standard')
  const promised = await numberIn(panel.getByRole('status').getByRole('strong').first())
  expect(await readScores(page)).toEqual(before)

  await page.goto(SETTINGS)
  for (const field of await panel.getByRole('spinbutton').all()) await field.fill('0')
  await panel.getByLabel('Testing', { exact: true }).fill('10')
  await panel.getByRole('button', { name: 'Save the weights' }).click()
  await expect(panel.getByRole('status')).toContainText('Saved.')
  await page.reload()
  await expect(panel.getByLabel('Testing', { exact: true })).toHaveValue('10')
  await expect(panel).toContainText('weights of its own since')

  const after = await readScores(page)
  expect(after.rows).not.toEqual(before.rows)
  expect(after.trend).not.toEqual(before.trend)
  expect([0, 50, 100]).toContain(after.repository)
  expect(after.rows.find(({ name }) => name === REPOSITORY)?.score).toBe(after.repository)
  expect(Math.abs(after.headline - meanOf(after.rows))).toBeLessThanOrEqual(1)
  expect(Math.abs(after.headline - promised)).toBeLessThanOrEqual(1)
  expect(after.trend.at(-1)).toBe(after.headline)
  await page.goto(SCORECARD)
  await expect(page.getByRole('region', { name: 'Trend' })).toContainText('own weights')
  await page.goto(repositoryPath(REPOSITORY))
  await expect(page.locator('#testing')).toContainText('Weight 10 here, 5 by the standard.')
  await expect(page.locator('#readme')).toContainText('It counts for nothing in this organisation')
  expect(await (await page.request.get(`${API}/weights`)).json()).toMatchObject({ testing: 10, readme: 0 })

  await reset(page)
  await expect(panel.getByLabel('README', { exact: true })).toHaveValue('2')
  expect(await readScores(page)).toEqual(before)
})

test('weights of which all are 0 are refused with the reason', async ({ page }) => {
  await page.goto(SETTINGS)
  const panel = weightsOn(page)
  for (const field of await panel.getByRole('spinbutton').all()) await field.fill('0')
  await panel.getByRole('button', { name: 'Save the weights' }).click()
  await expect(panel.getByRole('alert')).toHaveText('At least one characteristic needs a weight above 0.')
})

test('the weights are a file that the command line takes', async ({ page }) => {
  await page.goto(SETTINGS)
  const link = weightsOn(page).getByRole('link', { name: 'Download the weights' })
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('skylark-air-weights.json')
})

function weightsOn(page: Page) {
  return page.getByRole('region', { name: 'Weights', exact: true })
}

/** Scores as they stand on the scorecard, its trend and a repository's own page, in whole points. */
async function readScores(page: Page) {
  await page.goto(SCORECARD)
  const rows = await readRepositories(page)
  const headline = await numberIn(page.getByRole('region', { name: 'Score', exact: true }))
  const trend = await readChart(page.getByRole('region', { name: 'Trend' }))
  await page.goto(repositoryPath(REPOSITORY))
  const repository = await numberIn(page.getByRole('region', { name: 'Score', exact: true }))
  return { rows, headline, trend, repository }
}

async function reset(page: Page): Promise<void> {
  await page.goto(SETTINGS)
  const panel = weightsOn(page)
  await expect(panel).toBeVisible()
  const back = panel.getByText('Go back to the standard weights…')
  if ((await back.count()) === 0) return
  await back.click()
  const question = page.getByRole('alertdialog', { name: 'Go back to the standard weights?' })
  await question.getByRole('button', { name: 'Go back to the standard', exact: true }).click()
  await expect(back).toHaveCount(0)
}
