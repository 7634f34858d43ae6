import { CAMPAIGNS, SCORECARD } from './fixtures/addresses'
import { beginCampaign, inDays } from './fixtures/campaign'
import { numberIn, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('an owner begins a campaign after a preview, reads how far it is, changes it and ends it', async ({
  page,
  problems,
}) => {
  problems.expect(/404.*\/edit$/)
  const path = await beginCampaign(page, 'Scanning in Platform', 'Platform')
  await settle(page)
  const progress = page.getByRole('region', { name: 'Progress' })
  await expect(progress).toContainText('Too early to say')
  const chart = page.getByRole('region', { name: 'Burn-up' })
  await expect(chart.getByRole('img')).toHaveAccessibleName(/the last day is/)
  await chart.getByText('Show as table').click()
  await expect(chart.getByRole('table')).toContainText('Last day')
  await expect(page.getByRole('region', { name: 'Reminder', exact: true })).toContainText('Scanning in Platform:')

  await page.getByRole('link', { name: 'Change it' }).click()
  await expect(page.getByRole('checkbox', { name: 'Platform', exact: true })).toBeChecked()
  await page.getByLabel('Name', { exact: true }).fill('Renamed')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save the campaign' }).click()
  await page.getByRole('link', { name: 'Open its page' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Renamed')

  await page.getByText('End it…').click()
  await page.getByRole('button', { name: 'End the campaign' }).click()
  await expect(page.getByRole('main')).toContainText('Progress and burn-up are those of that day')
  await page.goto(CAMPAIGNS)
  await expect(page.getByRole('region', { name: 'Ended' }).getByRole('link', { name: 'Renamed' }).first()).toBeVisible()
  await page.goto(`${path}/edit`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no campaign here')
})

test('of two pages that change a campaign, the second reads what the first made of it before it can save', async ({
  page,
  context,
}) => {
  const path = await beginCampaign(page, 'Changed twice')
  await page.goto(`${path}/edit`)
  await page.getByLabel('Name', { exact: true }).fill('Mine')
  const other = await context.newPage()
  await other.goto(`${path}/edit`)
  await other.getByLabel('Name', { exact: true }).fill('Theirs')
  await other.getByRole('button', { name: 'Preview' }).click()
  await other.getByRole('button', { name: 'Save the campaign' }).click()
  await expect(other.getByRole('status').filter({ hasText: '“Theirs” is saved.' })).toBeVisible()

  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Change “Theirs”')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Mine')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'changed after you had begun' })).toContainText('“Theirs”')
  await expect(page.getByRole('button', { name: 'Save the campaign' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Save the campaign' }).click()
  await expect(page.getByRole('status').filter({ hasText: '“Mine” is saved.' })).toBeVisible()
})

test('who saved a change may make another on the same page', async ({ page }) => {
  const path = await beginCampaign(page, 'Changed on')
  await page.goto(`${path}/edit`)
  for (const name of ['Once', 'Once more']) {
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'Save the campaign' }).click()
    await expect(page.getByRole('status').filter({ hasText: `“${name}” is saved.` })).toBeVisible()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Change “${name}”`)
  }
})

test('who is left is as many as the figures say, each a step away from its issue', async ({ page }) => {
  await beginCampaign(page, 'Scanning everywhere')
  await settle(page)
  const left = page.getByRole('region', { name: 'Who is left' })
  const names = await left.getByRole('listitem').locator('a:not(.link)').allTextContents()
  const progress = page.getByRole('region', { name: 'Progress' })
  const scope = await numberIn(progress, /of (?<number>\d+) done/)
  const done = await numberIn(progress, /(?<number>\d+)of \d+ done/)
  expect(new Set(names).size).toBe(scope - done)
  await left
    .getByRole('link', { name: /^Open an issue/ })
    .first()
    .click()
  await expect(page).toHaveURL(/\/gaps\/security-scanning$/)
})

test('what is wrong with a campaign is said in words, and nothing is lost', async ({ page }) => {
  await page.goto(`${CAMPAIGNS}/new?name=Scores&goal=~score&score=400&target=${inDays(-1)}`)
  const alert = page.getByRole('main').getByRole('alert')
  await expect(alert).toContainText('from 1 to 100')
  await expect(alert).toContainText('at the earliest')
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Scores')
  await expect(page.getByRole('button', { name: 'Begin the campaign' })).toHaveCount(0)
})

test('a member reads a campaign and changes none; somebody from outside is told of none', async ({ page, pageOf }) => {
  const path = await beginCampaign(page, 'For members to read')
  const member = await pageOf('katherine')
  await member.goto(path)
  await expect(member.getByRole('region', { name: 'Progress' })).toBeVisible()
  await expect(member.getByRole('link', { name: 'Change it' })).toHaveCount(0)
  await expect(member.getByText('End it…')).toHaveCount(0)
  await member.goto(`${CAMPAIGNS}/new`)
  await expect(member.getByRole('main')).toContainText('Owners decide about campaigns')
})

test('somebody from outside finds no campaigns', async ({ pageOf, problems }) => {
  problems.expect(/404.*\/campaigns$/)
  const page = await pageOf('margaret')
  expect((await page.goto(CAMPAIGNS))?.status()).toBe(404)
  await page.goto(SCORECARD)
  await expect(page.getByRole('link', { name: 'Campaigns' })).toHaveCount(0)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a campaign is begun and ended all the same', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    const path = await beginCampaign(page, 'Without scripts')
    await page.getByText('End it…').click()
    await page.getByRole('button', { name: 'End the campaign' }).click()
    await page.goto(path)
    await expect(page.getByRole('main')).toContainText('Ended on')
  })
})
