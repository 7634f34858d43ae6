import { CAMPAIGNS, repositoryPath, SCORECARD } from './fixtures/addresses'
import { readChart, repositoryRows, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('after the first scan there is a campaign that moved, one that ended, a waiver and a view for everybody', async ({
  page,
  pageOf,
}) => {
  await page.goto(CAMPAIGNS)
  const ended = page.getByRole('region', { name: 'Ended' })
  await expect(ended.getByRole('link', { name: 'A pipeline for everything that moves money' })).toBeVisible()
  await page.getByRole('link', { name: 'All services have health checks' }).click()
  await expect(page.getByRole('region', { name: 'Progress' })).toContainText('of 7 done')
  const done = (await readChart(page.getByRole('region', { name: 'Burn-up' }))).filter((count) => count !== null)
  expect(done.at(-1)).toBeGreaterThan((done[0] ?? 0) + 3)

  await page.goto(repositoryPath('status-board'))
  const waived = page.locator('#metrics-tracing')
  await expect(waived.locator('summary s')).toHaveText('Metrics and tracing')
  await expect(waived).toContainText('Waived until')

  const member = await pageOf('katherine')
  await member.goto(SCORECARD)
  await member.getByRole('link', { name: 'Web services without metrics' }).click()
  await expect(member).toHaveURL(/characteristic=metrics-tracing/)
  await settle(member)
  await expect(repositoryRows(member).getByRole('link', { name: 'status-board', exact: true })).toBeVisible()
})
