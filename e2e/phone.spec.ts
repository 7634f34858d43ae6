import type { Page } from '@playwright/test'
import {
  AUDIT_LOG,
  CAMPAIGNS,
  CHARACTERISTICS,
  characteristicPath,
  comparePath,
  gapPath,
  OPERATIONS,
  repositoryPath,
  SCORECARD,
  SETTINGS,
  TEAMS,
  teamGapPath,
  teamPath,
  WAIVERS,
  waiverPath,
} from './fixtures/addresses'
import { beginCampaign, inDays } from './fixtures/campaign'
import { ofTeam } from './fixtures/organisation'
import { repositoryRows, settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

const WIDTH = 390
/** What WCAG asks pages to be read on without scrolling sideways. */
const NARROWEST = 320

test.use({ viewport: { width: WIDTH, height: 844 }, isMobile: true, hasTouch: true })

for (const [name, path] of Object.entries({
  organisations: '/orgs',
  scorecard: SCORECARD,
  'a heat map': `${SCORECARD}?view=heat`,
  'a scorecard with more columns': `${SCORECARD}?cols=score,robustness,fails,coverage,visibility,pushed`,
  repository: repositoryPath('baggage-events'),
  monorepo: repositoryPath('crew-platform'),
  teams: TEAMS,
  team: teamPath('platform'),
  characteristics: CHARACTERISTICS,
  characteristic: characteristicPath('error-handling'),
  campaigns: CAMPAIGNS,
  'a new campaign': `${CAMPAIGNS}/new`,
  'a campaign that is previewed': `${CAMPAIGNS}/new?name=Scores&goal=~score&score=80&target=${inDays(60)}`,
  'a campaign with faults': `${CAMPAIGNS}/new?name=&goal=`,
  settings: SETTINGS,
  waivers: WAIVERS,
  'the audit log': AUDIT_LOG,
  gap: gapPath('baggage-events', 'error-handling'),
  'a gap of a team': teamGapPath('platform', 'security-scanning'),
  tokens: '/settings/tokens',
  operations: OPERATIONS,
  'the API': '/api-docs',
  waiver: waiverPath('baggage-events', 'error-handling'),
  comparison: comparePath('baggage-events'),
  connect: '/connect?organisation=octo-org',
  checks: '/checks',
  check: '/checks/error-handling',
  'an example to try': '/checks/error-handling/try/fail-1',
  'the design system': '/design',
})) {
  test(`the page of ${name} fits a phone, opened up too`, async ({ page }) => {
    await page.goto(path)
    await settle(page)
    expect(await widest(page)).toBeLessThanOrEqual(WIDTH)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    expect(await widest(page)).toBeLessThanOrEqual(WIDTH)
    await page.setViewportSize({ width: NARROWEST, height: 640 })
    expect(await widest(page)).toBeLessThanOrEqual(NARROWEST)
  })
}

for (const [name, path] of Object.entries({
  scorecard: SCORECARD,
  team: teamPath('platform'),
  characteristic: characteristicPath('error-handling'),
})) {
  test(`however much is far down on the page of a ${name}, it makes the page no wider and holds no form`, async ({
    page,
  }) => {
    await page.goto(path)
    await settle(page)
    const far = page.locator('.far-down')
    expect(await far.count()).toBeGreaterThan(0)
    await far.evaluateAll((all: HTMLElement[]) => {
      for (const { style } of all) {
        style.setProperty('--rows', '500')
        style.contentVisibility = 'hidden'
      }
    })
    expect(await widest(page)).toBeLessThanOrEqual(WIDTH)
    await expect(far.locator('form, input, select')).toHaveCount(0)
  })
}

test('the page of a campaign fits a phone', async ({ page }) => {
  await beginCampaign(page, 'On a phone')
  await settle(page)
  await page.setViewportSize({ width: NARROWEST, height: 640 })
  expect(await widest(page)).toBeLessThanOrEqual(NARROWEST)
})

test.describe('signed out', () => {
  test.use({ person: null, viewport: { width: NARROWEST, height: 640 } })

  for (const path of ['/', '/sign-in', '/connect', '/checks']) {
    test(`${path} fits the narrowest phone`, async ({ page }) => {
      await page.goto(path)
      expect(await widest(page)).toBeLessThanOrEqual(NARROWEST)
    })
  }
})

test('on a phone every part of an organisation is in reach, the current one in view', async ({ page }) => {
  await page.setViewportSize({ width: NARROWEST, height: 640 })
  await page.goto(SETTINGS)
  await expect(page.getByRole('link', { name: 'Settings', exact: true })).toBeInViewport({ ratio: 0.9 })
})

test('on a phone one filters, sorts, opens a repository and reads its evidence', async ({ page }) => {
  await page.goto(SCORECARD)
  const filters = page.getByRole('search', { name: 'Repositories' })
  await filters.getByLabel('Team').selectOption('Platform')
  await expect(repositoryRows(page)).toHaveCount(ofTeam('platform', 'ada').length)
  await filters.getByLabel('Sort by').selectOption('Name')
  await expect(page).toHaveURL(/sort=name/)
  await repositoryRows(page).getByRole('link', { name: 'baggage-events', exact: true }).tap()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('baggage-events')
  const item = page.locator('#error-handling')
  await item.locator('summary').first().tap()
  await expect(item.getByRole('link', { name: /consumer\.py/ }).first()).toBeInViewport()
})

test('on a phone one signs out', async ({ page }) => {
  await page.goto('/orgs')
  await page.getByRole('banner').getByRole('button', { name: 'ada' }).tap()
  await page.getByRole('menuitem', { name: 'Sign out' }).tap()
  await expect(page.getByRole('button', { name: 'Sign in with GitHub' })).toBeVisible()
})

async function widest(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth)
}
