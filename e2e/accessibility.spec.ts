import { AxeBuilder } from '@axe-core/playwright'
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
  WHAT_CHANGED,
  waiverPath,
} from './fixtures/addresses'
import { beginCampaign, inDays } from './fixtures/campaign'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

// Every element is read twice, once in each look.
test.describe.configure({ timeout: 180_000 })

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const PAGES = {
  organisations: '/orgs',
  scorecard: `${SCORECARD}?window=30`,
  'a heat map': `${SCORECARD}?view=heat`,
  'a scorecard with all columns': `${SCORECARD}?cols=score,change,robustness,ready,fails,waived,coverage,kind,teams,lines,visibility,pushed&range=all`,
  'a scorecard with several filters': `${SCORECARD}?team=platform,~none&characteristic=testing:fail,retries&ready=no`,
  'a scorecard without matches': `${SCORECARD}?q=nothing-of-that-name`,
  repository: repositoryPath('baggage-events'),
  monorepo: repositoryPath('crew-platform'),
  'a repository without Python': repositoryPath('bootstrap-scripts'),
  'what changed': `${WHAT_CHANGED}?range=all`,
  movers: `${WHAT_CHANGED}/movers`,
  teams: TEAMS,
  'teams by a category': `${TEAMS}?sort=score&trend=robustness&order=desc`,
  'teams without matches': `${TEAMS}?q=nobody`,
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
  'an audit log that is narrowed': `${AUDIT_LOG}?by=nobody&action=waiver-given`,
  'a characteristic kind by kind': `${characteristicPath('error-handling')}?by=kind&verdict=fail&sort=since`,
  tokens: '/settings/tokens',
  operations: OPERATIONS,
  gap: gapPath('baggage-events', 'error-handling'),
  'a comparison with an unknown commit': comparePath('baggage-events', '?from=abcdef1'),
  'a gap that is none': gapPath('booking-api', 'testing'),
  'a gap of a team': teamGapPath('platform', 'security-scanning'),
  waiver: waiverPath('baggage-events', 'error-handling'),
  comparison: comparePath('baggage-events'),
}

const MISSING = {
  organisation: '/orgs/nothing-here',
  repository: repositoryPath('nothing-here'),
  team: teamPath('nothing-here'),
  characteristic: characteristicPath('nothing-here'),
  gap: gapPath('booking-api', 'nothing-here'),
  waiver: waiverPath('booking-api', 'nothing-here'),
  campaign: `${CAMPAIGNS}/nothing-here`,
}

for (const [name, path] of Object.entries(PAGES)) {
  test(`the page of ${name} is accessible in light and dark`, async ({ page }) => {
    await page.goto(path)
    await expectAccessible(page)
  })
}

test('the page of a campaign is accessible in light and dark', async ({ page }) => {
  await beginCampaign(page, 'To be read by everybody')
  await expectAccessible(page)
})

for (const [name, path] of Object.entries(MISSING)) {
  test(`where no ${name} is, the page says so, accessibly and with a title`, async ({ page, problems }) => {
    problems.expect(/404.*\/nothing-here$/)
    expect((await page.goto(path))?.status()).toBe(404)
    await expect(page).toHaveTitle(/\S.* · Airworthy$/)
    await expectAccessible(page)
  })
}

for (const [name, login, path] of [
  ['settings of a member', 'grace', SETTINGS],
  ['a scorecard of somebody from outside', 'margaret', SCORECARD],
  ['a characteristic of somebody from outside', 'margaret', characteristicPath('error-handling')],
  ['a repository of somebody from outside', 'margaret', repositoryPath('refunds')],
  ['organisations of somebody without any', 'stranger', '/orgs'],
] as const) {
  test(`the page of ${name} is accessible in light and dark`, async ({ pageOf }) => {
    const page = await pageOf(login)
    await page.goto(path)
    await expectAccessible(page)
  })
}

// Without motion, as nothing has its contrast before it has come to rest.
test.describe('what is opened over a page', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('the account menu is accessible in light and dark', async ({ page }) => {
    await page.goto(SCORECARD)
    await settle(page)
    await page.getByRole('banner').getByRole('button', { name: 'ada' }).click()
    await expect(page.getByRole('menu', { name: 'ada' })).toBeVisible()
    await expectNoViolations(page)
  })

  test('the choice of columns is accessible in light and dark', async ({ page }) => {
    await page.goto(SCORECARD)
    await settle(page)
    await page.getByRole('button', { name: 'Columns' }).click()
    await expect(page.getByRole('dialog', { name: 'Choice of columns' })).toBeVisible()
    await expectNoViolations(page)
  })

  test('the keys of the rows are accessible in light and dark', async ({ page }) => {
    await page.goto(SCORECARD)
    await settle(page)
    await page.getByRole('button', { name: 'Keys' }).click()
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible()
    await expectNoViolations(page)
  })

  test('a question is accessible in light and dark', async ({ page }) => {
    await page.goto('/design')
    await page.getByRole('button', { name: 'Revoke, refused…' }).click()
    const question = page.getByRole('alertdialog', { name: 'Revoke what can’t be revoked?' })
    await question.getByRole('button', { name: 'Revoke the sample' }).click()
    await expect(question.getByRole('alert')).toBeVisible()
    await expectNoViolations(page)
  })

  test('a tooltip of a heat map is accessible in light and dark', async ({ page }) => {
    await page.goto(`${SCORECARD}?view=heat`)
    await settle(page)
    await expect(async () => {
      await page.mouse.move(0, 0)
      await page
        .getByRole('link', { name: /^Error handling: / })
        .first()
        .hover()
      await expect(page.getByRole('tooltip')).toBeVisible({ timeout: 1500 })
    }).toPass()
    await expectNoViolations(page)
  })
})

test.describe('signed out', () => {
  test.use({ person: null })

  for (const path of [
    '/',
    '/sign-in?error=AccessDenied',
    '/connect',
    '/api-docs',
    '/connect?organisation=octo-org',
    '/checks',
    '/checks/docstrings',
    '/checks/docstrings/try/fail-1',
    '/design',
  ]) {
    test(`${path} is accessible in light and dark`, async ({ page }) => {
      await page.goto(path)
      await expectAccessible(page)
    })
  }
})

test('the first press of Tab offers to skip to the content', async ({ page }) => {
  await page.goto(SCORECARD)
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('the theme is chosen by hand and kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto(SCORECARD)
  const canvas = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  const light = await canvas()
  const toggle = page.getByRole('button', { name: /^Theme:/ })
  await expect(async () => {
    await toggle.click()
    await expect(toggle).toHaveAccessibleName('Theme: dark', { timeout: 500 })
  }).toPass()
  expect(await canvas()).not.toBe(light)
  await page.reload()
  await expect(toggle).toHaveAccessibleName('Theme: dark')
  expect(await canvas()).not.toBe(light)
})

/** With everything that can be opened open; in dark only what colours decide. */
async function expectAccessible(page: Page): Promise<void> {
  await settle(page)
  await page.getByRole('main').evaluate((main) => {
    for (const details of main.querySelectorAll('details')) details.open = true
    // Until it is scrolled near, computed colours stay those of the scheme before.
    for (const section of main.querySelectorAll<HTMLElement>('.far-down')) section.style.contentVisibility = 'visible'
  })
  await expectNoViolations(page)
}

async function expectNoViolations(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(await violations(axe(page).withTags(WCAG))).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  expect(await violations(axe(page).withRules('color-contrast'))).toEqual([])
}

function axe(page: Page): AxeBuilder {
  // There are no frames, for which it would open a page more at each look.
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode()
}

async function violations(builder: AxeBuilder): Promise<string[]> {
  const result = await builder.analyze()
  return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}
