import type { Locator, Page } from '@playwright/test'
import { repositoryPath, SCORECARD, TEAMS, teamPath } from './fixtures/addresses'
import { beginCampaign } from './fixtures/campaign'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('the points of a chart are read by keys, each with its day and its numbers', async ({ page }) => {
  await page.goto(SCORECARD)
  const trend = await trendOf(page)
  const plot = plotOf(trend)
  const last = Number(await plot.getAttribute('aria-valuemax'))
  expect(last).toBe(12)
  await plot.focus()
  await expect(plot).toHaveAttribute('aria-valuenow', String(last))
  await expect(plot).toHaveAttribute('aria-valuetext', /^\d{1,2} \w+ \d{4}\. Score: \d+\. Repositories: [\d,]+/)
  await expect(tooltipOf(trend)).toContainText('Score:')

  await plot.press('Home')
  await expect(plot).toHaveAttribute('aria-valuenow', '0')
  const first = await plot.getAttribute('aria-valuetext')
  await plot.press('ArrowRight')
  await expect(plot).toHaveAttribute('aria-valuenow', '1')
  await expect(plot).not.toHaveAttribute('aria-valuetext', first ?? '')
  await plot.press('ArrowLeft')
  await plot.press('ArrowLeft')
  await expect(plot).toHaveAttribute('aria-valuenow', '0')
  await plot.press('End')
  await expect(plot).toHaveAttribute('aria-valuenow', String(last))

  await plot.press('Escape')
  await expect(tooltipOf(trend)).toHaveCount(0)
  await expect(plot).toBeFocused()
  await plot.press('ArrowLeft')
  await expect(tooltipOf(trend)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(tooltipOf(trend)).toHaveCount(0)
})

test('a pointer shows the point that is nearest, and Escape takes it away', async ({ page }) => {
  await page.goto(SCORECARD)
  const trend = await trendOf(page)
  const plot = plotOf(trend)
  await plot.scrollIntoViewIfNeeded()
  await pointAt(plot, 0.01)
  await expect(tooltipOf(trend)).toBeVisible()
  await expect(plot).toHaveAttribute('aria-valuenow', '0')
  await pointAt(plot, 0.99)
  await expect(plot).toHaveAttribute('aria-valuenow', '12')
  await page.keyboard.press('Escape')
  await expect(tooltipOf(trend)).toHaveCount(0)
  await pointAt(plot, 0.5)
  await expect(tooltipOf(trend)).toBeVisible()
  await page.getByRole('heading', { level: 1 }).hover()
  await expect(tooltipOf(trend)).toHaveCount(0)
})

test('what is marked in a chart is a key away, and says what happened', async ({ page }) => {
  await page.goto('/design')
  const sample = page.getByRole('region', { name: 'Trend', exact: true })
  const plot = plotOf(sample)
  await plot.focus()
  await expect(plot).toHaveAttribute('aria-valuetext', /2 repositories became visible to you/)
  await plot.press('PageDown')
  await expect(plot).toHaveAttribute('aria-valuetext', /The rules changed\. 1 repository joined\. Other rules for 22/)
  await plot.press('PageDown')
  await expect(plot).toHaveAttribute('aria-valuetext', /2 repositories joined/)
  await expect(tooltipOf(sample)).toContainText('2 repositories joined')
  await plot.press('ArrowLeft')
  await expect(plot).toHaveAttribute('aria-valuetext', '31 Mar 2026. Score: none. Repositories: 0')
  await expect(sample).toContainText('What you may see changed')
})

test('a quarter and own dates are in the address, and go along to the teams', async ({ page }) => {
  await page.goto(SCORECARD)
  const trend = await trendOf(page)
  await trend.locator('summary', { hasText: 'Dates' }).click()
  await trend.getByRole('link', { name: 'Last quarter' }).click()
  await expect(page).toHaveURL(`${SCORECARD}?range=last-quarter`)
  await expect(trend).toContainText('at the end of each week, and on')
  await expect(trend.getByRole('form', { name: 'Own dates' })).toBeHidden()

  await page.getByRole('link', { name: 'Teams', exact: true }).click()
  await expect(page).toHaveURL(`${TEAMS}?range=last-quarter`)
  await page.getByRole('list').getByRole('link', { name: 'Platform' }).click()
  await expect(page).toHaveURL(`${teamPath('platform')}?range=last-quarter`)
  await expect(await trendOf(page)).toContainText('at the end of each week, and on')

  const [from, to] = [daysAgo(40), daysAgo(10)]
  await trend.locator('summary', { hasText: 'Last quarter' }).click()
  await trend.getByLabel('From', { exact: true }).fill(from)
  await trend.getByLabel('To', { exact: true }).fill(to)
  await trend.getByRole('button', { name: 'Draw these dates' }).click()
  await expect(page).toHaveURL(`${teamPath('platform')}?from=${from}&to=${to}`)
  await expect(trend).toContainText('at the end of each day')
  await expect(plotOf(trend)).toHaveAttribute('aria-valuemax', '30')
})

test('dates that make no sense are refused in words, and another range is drawn', async ({ page }) => {
  await page.goto(`${SCORECARD}?from=2026-02-31`)
  const trend = await trendOf(page)
  await expect(trend.getByRole('alert')).toContainText('The first day is not a date')
  await expect(trend).toContainText('at the end of each month')
})

test('a category leads to its trend', async ({ page }) => {
  await page.goto(SCORECARD)
  await settle(page)
  const categories = page.getByRole('region', { name: 'Categories' })
  await expect(categories.locator('svg path').first()).toBeAttached()
  await categories.getByRole('link', { name: /^Robustness & Reliability/ }).click()
  await expect(page).toHaveURL(`${SCORECARD}?trend=robustness`)
  await expect(plotOf(await trendOf(page))).toHaveAccessibleName(/^Robustness/)
})

test('a mark of a history opens to its changes with their commits', async ({ page }) => {
  await page.goto(`${repositoryPath('baggage-events')}?range=all`)
  await settle(page)
  const history = page.getByRole('region', { name: 'History', exact: true })
  const plot = plotOf(history)
  await plot.focus()
  await plot.press('Home')
  await expect(plot).toHaveAttribute('aria-valuetext', /First audited commit [0-9a-f]{7}/)

  const mark = history
    .getByRole('list', { name: 'Changes of verdicts' })
    .getByRole('button', { name: /from \w+( \w+)? to / })
    .last()
  await mark.click()
  await expect(mark).toHaveAttribute('aria-expanded', 'true')
  const changes = history.getByRole('region', { name: /^Changes of / })
  await expect(changes.getByRole('link', { name: /^[0-9a-f]{7}$/ }).first()).toHaveAttribute('href', /\/commit\//)
  await page.keyboard.press('Escape')
  await expect(changes).toHaveCount(0)
  await expect(mark).toBeFocused()
  await page.keyboard.press('Enter')
  await changes.getByRole('link', { name: 'Compare the audits' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare two commits')
})

test('the history of a repository is told over the range that is asked for', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  const history = page.getByRole('region', { name: 'History', exact: true })
  await history.getByRole('link', { name: '90 days' }).click()
  await expect(page).toHaveURL(new RegExp(`${repositoryPath('baggage-events')}\\?range=90d`))
  const plot = plotOf(history)
  await plot.focus()
  await plot.press('Home')
  await expect(plot).toHaveAttribute('aria-valuenow', '0')
  const score = page.getByRole('region', { name: 'Score', exact: true })
  await expect(score.getByRole('term').filter({ hasText: 'In 30 days' })).toBeVisible()
  await expect(score.getByRole('term').filter({ hasText: 'In 90 days' })).toBeVisible()
})

test('a campaign is read from before it began to its last day', async ({ page }) => {
  await beginCampaign(page, 'Scanning read by keys')
  await settle(page)
  const chart = page.getByRole('region', { name: 'Burn-up' })
  const plot = plotOf(chart)
  await plot.focus()
  await expect(plot).toHaveAttribute('aria-valuetext', /Begun\. Today/)
  await plot.press('Home')
  await expect(plot).toHaveAttribute('aria-valuetext', /Done: \d+\. In scope: \d+/)
  await plot.press('End')
  await expect(plot).toHaveAttribute('aria-valuetext', /Needed by the pace: \d+\. Last day/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a chart is its drawing and its table, and a mark leads to its commits', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.context().clearCookies({ name: 'scripts' })
    await page.goto(`${repositoryPath('baggage-events')}?range=all`)
    const history = page.getByRole('region', { name: 'History', exact: true })
    await expect(history.getByRole('img', { name: /^Score of baggage-events\./ })).toBeVisible()
    await expect(history.getByRole('slider')).toHaveCount(0)
    await history.getByText('Show as table').click()
    await expect(history.getByRole('table')).toBeVisible()
    const mark = history.getByRole('list', { name: 'Changes of verdicts' }).getByRole('link').last()
    await expect(mark).toHaveAttribute('href', /\/compare\?from=/)
  })
})

/** The trend of a page, once its points can be read. */
async function trendOf(page: Page): Promise<Locator> {
  await settle(page)
  const trend = page.getByRole('region', { name: 'Trend', exact: true })
  await expect(plotOf(trend)).toBeVisible()
  return trend
}

function plotOf(panel: Locator): Locator {
  return panel.getByRole('slider', { name: /, point by point$/ })
}

function tooltipOf(panel: Locator): Locator {
  return panel.locator('[data-chart-tooltip]')
}

/** Moves the pointer over a plot, so far of its width from the left. */
async function pointAt(plot: Locator, share: number): Promise<void> {
  const box = await plot.boundingBox()
  if (!box) throw new Error('The plot is not on the page.')
  await plot.page().mouse.move(box.x + box.width * share, box.y + box.height / 2)
}

/** YYYY-MM-DD in UTC. */
function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
