import { characteristicPath, LOCAL_GITHUB, ORG, repositoryPath, SCORECARD } from './fixtures/addresses'
import { numberIn, repositoryRows, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('from the scorecard to the line of code: repository, characteristic, evidence, file on GitHub', async ({
  page,
}) => {
  await page.goto(SCORECARD)
  await repositoryRows(page).getByRole('link', { name: 'baggage-events', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('baggage-events')
  await expect(page.getByRole('region', { name: 'Kind' })).toContainText('Kafka')

  const item = page.locator('#error-handling')
  await item.getByText('Error handling', { exact: true }).click()
  await expect(item.getByRole('heading', { name: 'Why it matters' })).toBeVisible()
  await expect(item.getByRole('heading', { name: 'How to fix it' })).toBeVisible()
  const evidence = item.getByRole('listitem').filter({ hasText: 'baggage_events/consumer.py' }).first()
  await expect(evidence).toContainText('drops the error silently')
  await expect(evidence.locator('pre mark').first()).toContainText('except')

  const link = evidence.getByRole('link')
  const href = (await link.getAttribute('href')) ?? ''
  expect(href).toMatch(
    new RegExp(`^${LOCAL_GITHUB}/${ORG}/baggage-events/blob/[0-9a-f]{40}/baggage_events/consumer\\.py#L\\d+`),
  )
  await link.click()
  const line = /#L(?<line>\d+)/.exec(href)?.groups?.line
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('baggage_events/consumer.py')
  await expect(page.locator(`#L${line}`)).toContainText('except')
  await expect(page.locator(`#L${line}`)).toBeInViewport()
})

test('every place that a page cites exists on GitHub', async ({ page, request }) => {
  test.setTimeout(120_000)
  const places = new Set<string>()
  for (const name of ['baggage-events', 'booking-api', 'crew-platform', 'demand-forecasting', 'refunds']) {
    await page.goto(repositoryPath(name))
    await settle(page)
    const links = page.getByRole('main').locator(`a[href^="${LOCAL_GITHUB}/${ORG}/${name}/blob/"]`)
    const found = await links.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    expect(found.length, name).toBeGreaterThan(3)
    for (const href of found) places.add(href)
  }
  const files = new Map<string, string>()
  for (const place of places) {
    const { origin, pathname, hash } = new URL(place)
    const file = `${origin}${pathname}`
    const body = files.get(file) ?? (await (await request.get(file)).text())
    files.set(file, body)
    expect(body, file).not.toContain('<h1>Not found</h1>')
    for (const [, line] of hash.matchAll(/L(\d+)/g)) expect(body, place).toContain(`id="L${line}"`)
  }
})

test('the next best fixes are ranked by points, and each leads to its characteristic', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  const fixes = page.getByRole('region', { name: 'Next best fixes' })
  const texts = await fixes.getByRole('listitem').allInnerTexts()
  const points = texts.map((text) => Number(/\+(?<points>[\d.]+)/.exec(text)?.groups?.points))
  expect(points.length).toBeGreaterThan(2)
  expect(points).toEqual([...points].sort((a, b) => b - a))
  expect(points.at(-1)).toBeGreaterThan(0)

  const first = fixes.getByRole('link').first()
  const id = /#(?<id>.+)$/.exec((await first.getAttribute('href')) ?? '')?.groups?.id ?? ''
  await first.click()
  await expect(page).toHaveURL(new RegExp(`#${id}$`))
  const item = page.locator(`#${id}`)
  await expect(item).toHaveAttribute('open', '')
  await expect(item).toBeInViewport()
  await expect(item.getByRole('heading', { name: 'How to fix it' })).toBeVisible()
})

test('ticked fixes say the score that they would give, and the address gives it to others', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  const fixes = page.getByRole('region', { name: 'Next best fixes' })
  const outcome = fixes.getByRole('status')
  const boxes = fixes.getByRole('checkbox')
  await expect(outcome).toContainText('Tick fixes')
  await expect(async () => {
    await boxes.nth(0).check()
    await expect(outcome).toContainText('With this fix the score would be', { timeout: 500 })
  }).toPass()
  const first = await numberIn(outcome)
  await boxes.nth(1).check()
  await expect(outcome).toContainText('With these 2 fixes the score would be')
  await expect(page).toHaveURL(/\?fix=[a-z-]+,[a-z-]+$/)
  await page.reload()
  await expect(outcome).toContainText('With these 2 fixes the score would be')
  expect(await numberIn(outcome, /would be (?<number>\d+)/)).toBeGreaterThan(first - 1)
  await fixes.getByRole('link', { name: 'Clear' }).click()
  await expect(page).toHaveURL(repositoryPath('baggage-events'))
  await expect(boxes.nth(0)).not.toBeChecked()
})

test('a kind that is not right comes with the file that sets it', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  const kind = page.getByRole('region', { name: 'Kind' })
  await kind.getByText('Kind not right?').click()
  const kinds = kind.getByRole('list', { name: 'Kinds' })
  await expect(kinds.getByRole('listitem')).toHaveCount(5)
  await expect(kinds).not.toContainText('kind: worker')
  await expect(kinds.getByRole('link', { name: /with kind: web-service/ })).toHaveAttribute(
    'href',
    new RegExp(
      `^${LOCAL_GITHUB}/${ORG}/baggage-events/new/main\\?filename=\\.airworthy\\.yml&value=kind%3A.?web-service`,
    ),
  )
})

test('two audited commits are compared, from the history and from an address', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  const history = page.getByRole('region', { name: 'History' })
  const marks = history.getByRole('list', { name: 'Changes of verdicts' })
  await expect(marks.getByRole('button').first()).toHaveAccessibleName(/\d{4}: .* from (pass|partial|fail|unknown) to /)
  const step = history
    .getByRole('listitem')
    .filter({ hasText: /Retries/ })
    .first()
  await step.getByRole('link', { name: /^Compare the audits of/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare two commits')
  const differing = page.getByRole('region', { name: 'Verdicts that differ' })
  await expect(differing.getByRole('listitem').filter({ hasText: 'Retries' }).first()).toContainText('Before')
  const address = page.url()

  await page.getByLabel('To').selectOption({ index: 0 })
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page).not.toHaveURL(address)
  await page.goto(address)
  await expect(differing).toContainText('Retries')
  await page.goto(`${repositoryPath('baggage-events')}/compare?from=abcdef1`)
  await expect(page.getByRole('main')).toContainText('No audit of abcdef1 is stored')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('fixes are supposed by sending the form', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(repositoryPath('baggage-events'))
    const fixes = page.getByRole('region', { name: 'Next best fixes' })
    await fixes.getByRole('checkbox').first().check()
    await fixes.getByRole('button', { name: 'Show the score' }).click()
    await expect(fixes.getByRole('status')).toContainText('With this fix the score would be')
  })
})

test('a fix from the next best fixes says what it brings, and the scorecard leads into a category', async ({
  page,
}) => {
  await page.goto(SCORECARD)
  await page.getByRole('link', { name: 'Robustness of baggage-events:' }).click()
  await expect(page).toHaveURL(`${repositoryPath('baggage-events')}#robustness`)
  await expect(page.getByRole('region', { name: 'Robustness & Reliability' })).toBeInViewport()
})

test('a characteristic leads to how it is judged and to how others stand', async ({ page }) => {
  await page.goto(`${repositoryPath('booking-api')}#health-checks`)
  const item = page.locator('#health-checks')
  await expect(item).toHaveAttribute('open', '')
  await expect(item.getByRole('link', { name: /^src\/booking_api\// }).first()).toBeVisible()
  await item.getByRole('link', { name: 'All repositories on Health checks' }).click()
  await expect(page).toHaveURL(characteristicPath('health-checks'))
  await page.getByRole('link', { name: 'How it is judged' }).click()
  await expect(page).toHaveURL('/checks/health-checks')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Health checks')
})

test('verdicts narrow the list, and the address keeps the choice', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  const verdicts = page.getByRole('navigation', { name: 'Narrow to a verdict' })
  await verdicts.getByRole('link', { name: /^Fail/ }).click()
  await expect(page).toHaveURL(`${repositoryPath('baggage-events')}?verdict=fail`)
  const failing = await numberIn(verdicts.getByRole('link', { name: /^Fail/ }))
  const shown = page.getByRole('region', { name: 'Characteristics', exact: true }).locator('details > summary')
  await expect(shown).toHaveCount(failing)
  await expect(shown.filter({ hasNotText: 'Fail' })).toHaveCount(0)
})

test('a monorepo opens project by project', async ({ page }) => {
  await page.goto(repositoryPath('crew-platform'))
  const projects = page.getByRole('table', { name: 'Projects of this repository' })
  await expect(projects.locator('tbody').getByRole('row')).toHaveCount(3)
  await projects.getByRole('link', { name: 'services/rostering' }).click()
  await expect(page).toHaveURL(/\?project=services%2Frostering/)
  await expect(page.getByRole('region', { name: 'Score of services/rostering' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Kind' })).toContainText('Web service')
  await page.getByRole('link', { name: 'Show the whole repository' }).click()
  await expect(page.getByRole('region', { name: 'Score', exact: true })).toBeVisible()
})

test('a repository without Python says so instead of a bad score', async ({ page }) => {
  await page.goto(repositoryPath('bootstrap-scripts'))
  await expect(page.getByRole('main')).toContainText('Repositories without Python are left out of the scores and scans')
  await expect(page.getByRole('region', { name: 'Kind' })).toContainText('No Python')
  const item = page.locator('#type-hints')
  await expect(item.locator('summary')).toContainText('Not applicable')
})

test('what the owner sets in the repository is shown with its lines, and changes no verdict', async ({ page }) => {
  await page.goto(repositoryPath('warehouse-loads'))
  await settle(page)
  const panel = page.getByRole('region', { name: 'Set by the owner' })
  await expect(panel).toContainText('Worker')
  await expect(panel).toContainText('They change no verdict and not the score')
  const link = panel.getByRole('link', { name: '.airworthy.yml:4' })
  await expect(link).toHaveAttribute('href', /\/blob\/[0-9a-f]{40}\/\.airworthy\.yml#L4$/)
  const item = page.locator('#metrics-tracing')
  await expect(item).toContainText('Exempt by the owner')
  await expect(item).toContainText('Fail')
  await item.getByText('Exempt by the owner').click()
  await expect(item).toContainText('in another repository')
})
