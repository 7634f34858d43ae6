import { SCORECARD } from './fixtures/addresses'
import { repositories } from './fixtures/organisation'
import { fact, meanOf, readChart, readNames, readRepositories, repositoryRows, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('the headline says how many are ready, and over which repositories each change is', async ({ page }) => {
  await page.goto(SCORECARD)
  const score = page.getByRole('region', { name: 'Score', exact: true })
  const ready = await fact(score, 'Ready for production').textContent()
  expect(ready).toMatch(new RegExp(`^\\d+ of ${repositories.length}$`))
  await expect(score.getByRole('term').filter({ hasText: 'Ready for production' })).toContainText(
    'A score of 80 or more, and no fail in Testing or Secrets management',
  )
  await fact(score, 'Ready for production').getByRole('link').click()
  await expect(page).toHaveURL(`${SCORECARD}?ready=yes`)
  await expect(page.getByRole('region', { name: 'Repositories' })).toContainText(
    new RegExp(`^Repositories${Number.parseInt(ready ?? '', 10)} repositor(y|ies) match`),
  )
  for (const days of ['In 30 days', 'In 90 days'])
    await expect(fact(score, days)).toHaveText(/^([+−]\d+(\.\d)? points|±0(\.0)?|–.*)$/)
})

for (const width of [1280, 800])
  test(`at ${width} pixels the figures are reached by the keyboard in the order in which they are seen`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(SCORECARD)
    await settle(page)
    const boxes = await page
      .getByRole('region', { name: /^(Score|Distribution|Trend)$/ })
      .evaluateAll((regions) => regions.map((each) => each.getBoundingClientRect().toJSON()))
    expect(boxes).toHaveLength(3)
    expect(boxes).toEqual([...boxes].sort((a, b) => a.y - b.y || a.x - b.x))
  })

test('the names of the biggest movers are not cut', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(SCORECARD)
  const names = page.getByRole('region', { name: 'Biggest movers' }).locator('ol a:first-child')
  await expect(names.first()).toBeVisible()
  const cut = await names.evaluateAll((links) =>
    links.filter((each) => each.scrollWidth > each.clientWidth + 1).map(({ textContent }) => textContent),
  )
  expect(cut).toEqual([])
})

test('what would help most is ranked, and leads to as many repositories as it says', async ({ page }) => {
  await page.goto(SCORECARD)
  const fixes = page.getByRole('region', { name: 'What would help most' })
  const texts = await fixes.getByRole('listitem').allInnerTexts()
  const points = texts.map((text) => Number(/\+(?<points>[\d.]+)/.exec(text)?.groups?.points))
  expect(points).toHaveLength(5)
  expect(points).toEqual([...points].sort((a, b) => b - a))

  const concerned = fixes.getByRole('link', { name: /^\d+ fails? in / }).first()
  const count = Number(/^\d+/.exec((await concerned.textContent()) ?? '')?.[0])
  await concerned.click()
  await expect(page).toHaveURL(/characteristic=[a-z-]+&verdict=fail$/)
  await expect(repositoryRows(page)).toHaveCount(count)
})

test('a score range, visibility and last push narrow the table, and the address says so', async ({ page }) => {
  await page.goto(SCORECARD)
  const filters = page.getByRole('search', { name: 'Repositories' })
  const all = await readRepositories(page)
  await filters.getByLabel('Score from').fill('60')
  await filters.getByLabel('Score from').press('Enter')
  await expect(page).toHaveURL(`${SCORECARD}?min=60`)
  const good = all.filter(({ score }) => (score ?? 0) >= 60).map(({ name }) => name)
  await expect(repositoryRows(page)).toHaveCount(good.length)
  expect(await readNames(page)).toEqual(good)

  await filters.locator('[name=visibility]').selectOption('Private')
  await expect(page).toHaveURL(`${SCORECARD}?min=60&visibility=private`)
  await settle(page)
  for (const name of await readNames(page)) expect(good).toContain(name)
  await filters.getByRole('link', { name: 'Clear' }).click()
  await expect(page).toHaveURL(SCORECARD)
  await expect(filters.getByLabel('Score from')).toHaveValue('')
})

test('columns are chosen, kept in the address, and come back with it', async ({ page }) => {
  await page.goto(SCORECARD)
  await page.getByText('Columns', { exact: true }).click()
  const columns = page.getByRole('form', { name: 'Columns' })
  await columns.getByLabel('Fails').check()
  await expect(page.getByRole('columnheader', { name: 'Fails' })).toBeVisible()
  await columns.getByLabel('Observability').uncheck()
  await expect(page.getByRole('columnheader', { name: 'Observability' })).toHaveCount(0)
  await expect(page).toHaveURL(/cols=score,change,robustness,/)
  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Fails' })).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Observability' })).toHaveCount(0)
})

test('with all columns the table scrolls to the last one, and the page stays as wide as the window', async ({
  page,
}) => {
  await page.setViewportSize({ width: 800, height: 900 })
  await page.goto(
    `${SCORECARD}?cols=score,change,robustness,observability,maintainability,configuration,deployability,documentation,ready,fails,waived,coverage,kind,teams,lines,visibility,pushed`,
  )
  const last = page.getByRole('columnheader', { name: 'Pushed' })
  await expect(last).not.toBeInViewport()
  await last.evaluate((cell) => cell.scrollIntoView({ inline: 'end' }))
  await expect(last).toBeInViewport({ ratio: 0.9 })
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(800)
})

test('the heat map shows each verdict by a shape and a word, and leads to the characteristic', async ({ page }) => {
  await page.goto(`${SCORECARD}?sort=name`)
  const names = await readNames(page)
  await page.getByRole('link', { name: 'Heat map' }).click()
  await expect(page).toHaveURL(`${SCORECARD}?sort=name&view=heat`)
  const map = page.getByRole('table', { name: 'Repositories with their verdicts by characteristic' })
  await expect(map.locator('tbody tr')).toHaveCount(repositories.length)
  expect(await map.locator('tbody th').allInnerTexts()).toEqual(names)
  await expect(map.locator('tbody tr').first().locator('td a')).toHaveCount(20)

  const row = map.getByRole('row').filter({ has: page.getByRole('link', { name: 'baggage-events', exact: true }) })
  await row.getByRole('link', { name: /^Error handling: / }).click()
  await expect(page).toHaveURL(/baggage-events#error-handling$/)
})

test('one walks the rows by keys, opens one, and reads which keys there are', async ({ page }) => {
  await page.goto(SCORECARD)
  const links = repositoryRows(page).locator('th a')
  await expect(async () => {
    await page.keyboard.press('j')
    await expect(links.first()).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('ArrowDown')
  await expect(links.nth(1)).toBeFocused()
  await page.keyboard.press('k')
  await expect(links.first()).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden()

  const name = await links.first().textContent()
  await links.first().focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name ?? '')
})

test('a view is saved, opened by its link, renamed and deleted', async ({ page, pageOf }) => {
  await page.goto(`${SCORECARD}?kind=web-service&sort=name`)
  const names = await readNames(page)
  await page.getByText('Save this view').click()
  await page.getByLabel('Name of the view').fill('Web services by name')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  const views = page.getByRole('navigation', { name: 'Saved views' })
  await expect(views.getByRole('link', { name: 'Web services by name' })).toHaveAttribute('aria-current', 'true')

  await page.goto(SCORECARD)
  await views.getByRole('link', { name: 'Web services by name' }).click()
  await expect(page).toHaveURL(/\?kind=web-service&sort=name&saved=\d+$/)
  await expect(repositoryRows(page)).toHaveCount(names.length)
  const id = /saved=(\d+)/.exec(page.url())?.[1] ?? ''

  await page.getByRole('search', { name: 'Repositories' }).locator('[name=visibility]').selectOption('Private')
  const changes = page.getByRole('region', { name: 'Changes to Web services by name' })
  await expect(changes).toContainText('“Web services by name” is changed')
  await changes.getByRole('link', { name: 'Discard' }).click()
  await expect(page).not.toHaveURL(/visibility/)
  await expect(changes).toHaveCount(0)
  await page.getByRole('search', { name: 'Repositories' }).locator('[name=visibility]').selectOption('Private')
  await changes.getByRole('button', { name: 'Save' }).click()
  await expect(changes).toHaveCount(0)
  await page.goto(`${SCORECARD}/views/${id}`)
  await expect(page).toHaveURL(/\?kind=web-service&visibility=private&sort=name&saved=\d+$/)
  await expect(page.getByRole('button', { name: 'Copy the link to Web services by name' })).toBeVisible()

  const other = await pageOf('katherine')
  expect((await other.request.get(`${SCORECARD}/views/${id}`)).status()).toBe(404)
  await other.goto(SCORECARD)
  await settle(other)
  await expect(other.getByRole('link', { name: 'Web services by name' })).toHaveCount(0)

  await page.getByText('Edit views').click()
  const name = page.getByLabel('New name of Web services by name')
  await name.fill('Services')
  await name.press('Enter')
  await expect(views.getByRole('link', { name: 'Services', exact: true })).toBeVisible()
  await page.getByText('Delete Services').click()
  await page.getByRole('button', { name: 'Yes, delete' }).click()
  await expect(views.getByRole('link', { name: 'Services', exact: true })).toHaveCount(0)
})

test('a trend is told over another range, and its table says what besides code lies between the points', async ({
  page,
}) => {
  await page.goto(SCORECARD)
  const trend = page.getByRole('region', { name: 'Trend' })
  await trend.getByRole('link', { name: '90 days' }).click()
  await expect(page).toHaveURL(`${SCORECARD}?range=90d`)
  await expect(trend).toContainText('at the end of each week')
  const scores = await readChart(trend)
  expect(scores).toHaveLength(14)
  await expect(trend.getByRole('columnheader', { name: 'Besides code' })).toBeVisible()
  expect(Math.abs((scores.at(-1) ?? 0) - meanOf(await readRepositories(page)))).toBeLessThanOrEqual(1)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('columns are chosen and a view is saved by forms', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(`${SCORECARD}?kind=cli`)
    await page.getByText('Columns', { exact: true }).click()
    const columns = page.getByRole('form', { name: 'Columns' })
    await columns.getByLabel('Visibility').check()
    await columns.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByRole('columnheader', { name: 'Visibility' })).toBeVisible()
    await expect(page).toHaveURL(/kind=cli/)

    await page.getByText('Save this view').click()
    await page.getByLabel('Name of the view').fill('Tools')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const views = page.getByRole('navigation', { name: 'Saved views' })
    await expect(views.getByRole('link', { name: 'Tools' })).toBeVisible()
    await page.getByText('Edit views').click()
    await page.getByText('Delete Tools').click()
    await page.getByRole('button', { name: 'Yes, delete' }).click()
    await expect(views.getByRole('link', { name: 'Tools' })).toHaveCount(0)
  })
})

test('keys that act from anywhere are switched off in their dialog, and stay so', async ({ page }) => {
  await page.goto(SCORECARD)
  await settle(page)
  await page.getByRole('button', { name: 'Keys' }).click()
  const dialog = page.getByRole('dialog', { name: 'Keys' })
  await dialog.getByLabel('Keys act without').uncheck()
  await page.keyboard.press('Escape')
  await page.reload()
  await settle(page)
  for (const key of ['j', '?', '/']) await page.keyboard.press(key)
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('searchbox')).not.toBeFocused()
  await expect(page.locator('[data-row]:focus')).toHaveCount(0)
  await page.getByRole('button', { name: 'Keys' }).click()
  await dialog.getByLabel('Keys act without').check()
  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(page.locator('[data-row]').first()).toBeFocused()
})

test('each active filter is taken away by its own link, and a bar leads to its repositories', async ({ page }) => {
  await page.goto(`${SCORECARD}?visibility=private&sort=name&ready=no`)
  const chips = page.getByRole('list', { name: 'Active filters' })
  await expect(chips.getByRole('listitem')).toHaveText(['Private', 'Not ready'])
  await expect(page.getByRole('main')).toContainText('Figures are of all repositories that you can see')
  await chips.getByRole('link', { name: 'Without the filter “Private”' }).click()
  await expect(page).toHaveURL(`${SCORECARD}?ready=no&sort=name`)
  const bars = page.getByRole('navigation', { name: 'Repositories by score' }).getByRole('link')
  const [, from, to] = /^(\d+)–(\d+)$/.exec((await bars.first().textContent()) ?? '') ?? []
  await bars.first().click()
  await expect(page).toHaveURL(`${SCORECARD}?min=${from}&max=${to}&sort=name#repositories`)
  await settle(page)
  for (const { score } of await readRepositories(page)) {
    expect(score).toBeGreaterThanOrEqual(Number(from))
    expect(score).toBeLessThanOrEqual(Number(to))
  }
})

test('several teams are ticked at once, and each is taken away by itself', async ({ page }) => {
  await page.goto(SCORECARD)
  await settle(page)
  await page.getByText('Choose several', { exact: true }).click()
  const form = page.getByRole('form', { name: 'Several filters' })
  await form.getByLabel('Platform', { exact: true }).check()
  await expect(page).toHaveURL(`${SCORECARD}?team=platform`)
  await form.getByLabel('Payments', { exact: true }).check()
  await expect(page).toHaveURL(/team=(platform,payments|payments,platform)$/)
  const chips = page.getByRole('list', { name: 'Active filters' })
  await expect(chips.getByRole('listitem')).toHaveCount(2)
  await chips.getByRole('link', { name: 'Without the filter “Payments”' }).click()
  await expect(page).toHaveURL(`${SCORECARD}?team=platform`)
  await expect(form.getByLabel('Payments', { exact: true })).not.toBeChecked()
})
