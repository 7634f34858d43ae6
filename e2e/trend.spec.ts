import { CHARACTERISTICS, characteristicPath, repositoryPath, SCORECARD, TEAMS, teamPath } from './fixtures/addresses'
import { ofTeam, repositories, teams } from './fixtures/organisation'
import { fact, meanOf, numberIn, readChart, readNames, readRepositories } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('teams are compared on one scale, with their year and their categories', async ({ page }) => {
  await page.goto(SCORECARD)
  await page.getByRole('link', { name: 'Teams', exact: true }).click()
  await expect(page).toHaveURL(TEAMS)
  const table = page.getByRole('table', { name: 'Teams with their scores by category' })
  await expect(table.locator('tbody').getByRole('row')).toHaveCount(teams.length)
  for (const { slug, name } of teams) {
    const card = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
    await expect(card.getByRole('img', { name: new RegExp(`^Score of ${name}\\.`) })).toBeVisible()
    await expect(card).toContainText(`${ofTeam(slug, 'ada').length} repositories`)
    await expect(table.getByRole('row').filter({ hasText: name })).toContainText(/\d/)
  }
  const alone = repositories.filter((source) => source.teams.length === 0).length
  await expect(page.getByRole('main')).toContainText(
    alone === 1 ? 'One repository belongs' : `${alone} repositories belong`,
  )
})

test('a team shows its trend, its categories, its repositories and what changed', async ({ page }) => {
  await page.goto(TEAMS)
  await page.getByRole('list').getByRole('link', { name: 'Platform' }).click()
  await expect(page).toHaveURL(teamPath('platform'))
  const year = (await readChart(page.getByRole('region', { name: 'Trend' }))).filter((score) => score !== null)
  expect(year.length).toBeGreaterThanOrEqual(12)
  expect(new Set(year).size).toBeGreaterThan(3)
  await expect(page.getByRole('region', { name: 'Categories' }).getByRole('img')).toHaveCount(6)
  expect((await readNames(page)).sort()).toEqual(ofTeam('platform', 'ada'))

  const score = page.getByRole('region', { name: 'Score', exact: true })
  const mean = meanOf(await readRepositories(page))
  const said = await numberIn(score)
  expect(Math.abs(said - mean)).toBeLessThanOrEqual(1)
  await expect(fact(score, 'Members')).toHaveText(
    String(teams.find(({ slug }) => slug === 'platform')?.members?.length),
  )

  const changes = page.getByRole('region', { name: 'What changed' }).getByRole('listitem')
  const lost = changes.filter({ hasText: 'baggage-events Retries' }).first()
  await expect(lost).toContainText(/from Pass\s*to (Partial|Fail)/)
  await lost.getByRole('link', { name: 'baggage-events' }).click()
  await expect(page).toHaveURL(`${repositoryPath('baggage-events')}#retries`)
  await expect(page.locator('#retries')).toHaveAttribute('open', '')
})

test("a repository's history names the commits between which a verdict changed", async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  const history = page.getByRole('region', { name: 'History' })
  const step = history.getByRole('listitem').filter({ hasText: 'Retries' }).first()
  await step.getByRole('link', { name: /^[0-9a-f]{7}…[0-9a-f]{7}$/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Changes in skylark-air\/baggage-events/)
})

test('the adoption of a characteristic adds up and is followed over the year', async ({ page }) => {
  await page.goto(CHARACTERISTICS)
  await page.getByRole('link', { name: 'Error handling', exact: true }).click()
  await expect(page).toHaveURL(characteristicPath('error-handling'))
  const adoption = page.getByRole('region', { name: 'Adoption' })
  const counts = await Promise.all(
    ['Pass', 'Partial', 'Fail', 'Not applicable', 'Unknown'].map(async (verdict) =>
      Number(await fact(adoption, verdict).textContent()),
    ),
  )
  const [pass = 0, partial = 0, fail = 0] = counts
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(repositories.length)
  await expect(adoption).toContainText(`${Math.round((pass / (pass + partial + fail)) * 100)} %`)

  const year = (await readChart(page.getByRole('region', { name: 'Over time' }))).filter((share) => share !== null)
  expect(year.length).toBeGreaterThanOrEqual(12)
  const failing = page.getByRole('navigation', { name: 'Narrow to a verdict' }).getByRole('link', { name: /^Fail/ })
  await failing.click()
  await expect(page).toHaveURL(`${characteristicPath('error-handling')}?verdict=fail`)
  const listed = page.getByRole('region', { name: 'Repositories' }).locator('a[href$="#error-handling"]')
  await expect(listed).toHaveCount(fail)
})

test('movers are shown for the window that the address asks for', async ({ page }) => {
  await page.goto(SCORECARD)
  const movers = page.getByRole('region', { name: 'Biggest movers' })
  await expect(movers).toContainText('Over the last 90 days')
  await expect(movers.getByRole('listitem').filter({ hasText: 'baggage-events' })).toContainText(/−\d+/)
  await movers.getByRole('link', { name: '30 days' }).click()
  await expect(page).toHaveURL(`${SCORECARD}?window=30`)
  await expect(movers).toContainText('Over the last 30 days')
  await expect(page.getByRole('columnheader', { name: '30 days' })).toBeVisible()
})
