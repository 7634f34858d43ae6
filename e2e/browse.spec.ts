import type { Page } from '@playwright/test'
import { characteristicPath, SCORECARD } from './fixtures/addresses'
import { ofTeam, repositories } from './fixtures/organisation'
import { readNames, readRepositories, repositoryRows, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('repositories are sorted by any column, both ways, and the address says so', async ({ page }) => {
  await page.goto(SCORECARD)
  const scores = (await readRepositories(page)).flatMap(({ score }) => (score === null ? [] : [score]))
  expect(scores).toEqual([...scores].sort((a, b) => b - a))

  const column = page.getByRole('columnheader', { name: 'Repository' })
  await column.getByRole('link').click()
  await expect(column).toHaveAttribute('aria-sort', 'ascending')
  await expect(page).toHaveURL(`${SCORECARD}?sort=name`)
  const names = await readNames(page)
  expect(names).toEqual([...names].sort())

  await column.getByRole('link').click()
  await expect(column).toHaveAttribute('aria-sort', 'descending')
  await expect(page).toHaveURL(`${SCORECARD}?sort=name&order=desc`)
  expect(await readNames(page)).toEqual(names.reverse())
})

test('filters by team and kind meet in the address, which shows the same to others', async ({ page, pageOf }) => {
  await page.goto(SCORECARD)
  const filters = page.getByRole('search', { name: 'Repositories' })
  await filters.getByLabel('Team').selectOption('Payments')
  await expect(page).toHaveURL(`${SCORECARD}?team=payments`)
  await expect(repositoryRows(page)).toHaveCount(ofTeam('payments', 'ada').length)
  expect((await readNames(page)).sort()).toEqual(ofTeam('payments', 'ada'))

  await filters.getByLabel('Kind').selectOption('Web service')
  await expect(page).toHaveURL(`${SCORECARD}?team=payments&kind=web-service`)
  await expect(repositoryRows(page).filter({ hasNotText: 'Web service' })).toHaveCount(0)
  const names = await readNames(page)
  expect(names).toEqual(expect.arrayContaining(['booking-api', 'fare-quotes', 'refunds', 'loyalty']))

  const other = await pageOf('ada')
  await other.goto(page.url())
  expect(await readNames(other)).toEqual(names)
  await expect(other.getByRole('search', { name: 'Repositories' }).getByLabel('Kind')).toHaveValue('web-service')

  await page.goBack()
  await expect(repositoryRows(page)).toHaveCount(ofTeam('payments', 'ada').length)
  await expect(filters.getByLabel('Kind')).toHaveValue('')
  await filters.getByRole('link', { name: 'Clear' }).click()
  await expect(page).toHaveURL(SCORECARD)
  await expect(repositoryRows(page)).toHaveCount(repositories.length)
  await expect(filters.getByLabel('Team')).toHaveValue('')
})

test('repositories without a team are found', async ({ page }) => {
  await page.goto(SCORECARD)
  await page.getByRole('search', { name: 'Repositories' }).getByLabel('Team').selectOption('Without a team')
  const alone = repositories.filter((source) => source.teams.length === 0).map(({ name }) => name)
  await expect(repositoryRows(page)).toHaveCount(alone.length)
  expect(await readNames(page)).toEqual(alone)
})

test('a characteristic with a verdict finds the repositories that its own page lists', async ({ page }) => {
  await page.goto(SCORECARD)
  const filters = page.getByRole('search', { name: 'Repositories' })
  await filters.getByLabel('Characteristic').selectOption('Retries')
  await filters.getByLabel('Verdict').selectOption('Fail')
  await expect(page).toHaveURL(/characteristic=retries&verdict=fail/)
  await settle(page)
  const found = (await readNames(page)).sort()
  expect(found.length).toBeGreaterThan(0)

  await page.goto(`${characteristicPath('retries')}?verdict=fail`)
  const listed = page
    .getByRole('region', { name: 'Repositories' })
    .locator('a[href*="/repositories/"][href$="#retries"]')
  // What is far down has no inner text until it is scrolled near.
  await expect.poll(async () => (await listed.allTextContents()).sort()).toEqual(found)
})

test('"weak in" keeps what scores low in a category', async ({ page }) => {
  await page.goto(SCORECARD)
  await page.getByRole('search', { name: 'Repositories' }).getByLabel('Weak in').selectOption('Observability')
  await expect(page).toHaveURL(`${SCORECARD}?category=observability`)
  await expect(page.getByText(/match(es)?; weak is below \d+/)).toBeVisible()
  const scores = await observabilityScores(page)
  expect(scores.length).toBeGreaterThan(0)
  for (const score of scores) expect(score).toBeLessThan(60)
})

test('"/" reaches the search, which narrows while one types and survives a reload', async ({ page }) => {
  await page.goto(SCORECARD)
  const box = page.getByRole('searchbox', { name: 'Search' })
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(box).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.type('boarding')
  await expect(page).toHaveURL(`${SCORECARD}?q=boarding`)
  await expect(page.getByRole('heading', { name: 'No repository matches' })).toBeVisible()
  await box.fill('booking')
  await expect(page).toHaveURL(`${SCORECARD}?q=booking`)
  await expect(repositoryRows(page).getByRole('link', { name: 'booking-api', exact: true })).toBeVisible()
  const names = await readNames(page)
  expect(names).toContain('booking-api')
  expect(names.length).toBeLessThan(repositories.length)
  await page.reload()
  await expect(box).toHaveValue('booking')
  expect(await readNames(page)).toEqual(names)
})

test('values that make no sense in the address are ignored', async ({ page }) => {
  await page.goto(`${SCORECARD}?sort=constructor&order=up&team=${'x'.repeat(300)}&kind=__proto__&page=-1&window=7`)
  await expect(repositoryRows(page)).toHaveCount(repositories.length)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('the filters are a form with a button, and the page is whole', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    // What tells the server that scripts run here.
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(SCORECARD)
    const filters = page.getByRole('search', { name: 'Repositories' })
    await filters.getByLabel('Team').selectOption('Data')
    await filters.getByRole('button', { name: 'Apply' }).click()
    await expect(repositoryRows(page)).toHaveCount(ofTeam('data', 'ada').length)
    expect((await readNames(page)).sort()).toEqual(ofTeam('data', 'ada'))
  })
})

/** Scores of the category's cells, which are links named after it. */
async function observabilityScores(page: Page): Promise<number[]> {
  const cells = page.getByRole('link', { name: /^Observability of / })
  const texts = await cells.allInnerTexts()
  return texts.map((text) => Number(/\d+$/.exec(text.trim())?.[0]))
}

for (const path of ['/checks', '/checks/testing', '/api-docs', '/connect']) {
  test(`who is signed in is named on ${path}, which is for everybody`, async ({ page }) => {
    await page.goto(path)
    await expect(page.getByRole('banner').getByRole('button', { name: 'ada' })).toBeVisible()
  })
}
