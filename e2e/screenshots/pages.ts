import type { Page } from '@playwright/test'
import {
  CAMPAIGNS,
  characteristicPath,
  comparePath,
  repositoryPath,
  SCORECARD,
  SETTINGS,
  TEAMS,
  teamPath,
} from '../fixtures/addresses'

/** One page of the demonstration as a reader would have it before them. */
export interface PicturedPage {
  readonly name: string
  readonly path: string
  /** What a reader does on it before the picture: opens something, scrolls. */
  readonly prepare?: (page: Page) => Promise<void>
  /** Pictured at the width of a phone, too. */
  readonly onPhone?: boolean
}

const DECLINING = repositoryPath('baggage-events')

export const PAGES: readonly PicturedPage[] = [
  { name: 'scorecard', path: SCORECARD, onPhone: true },
  { name: 'heat-map', path: `${SCORECARD}?view=heat`, prepare: (page) => scrollTo(page, 'table.heat-map') },
  { name: 'repository', path: DECLINING, onPhone: true },
  { name: 'evidence', path: DECLINING, prepare: (page) => open(page, '#error-handling'), onPhone: true },
  { name: 'what-if', path: DECLINING, prepare: tickFixes },
  { name: 'comparison', path: comparePath('baggage-events') },
  { name: 'teams', path: TEAMS },
  { name: 'team', path: teamPath('platform'), onPhone: true },
  { name: 'characteristic', path: characteristicPath('retries') },
  { name: 'campaign', path: CAMPAIGNS, prepare: openCampaign, onPhone: true },
  { name: 'settings', path: SETTINGS },
]

async function open(page: Page, item: string): Promise<void> {
  await page.locator(item).evaluate((details: HTMLDetailsElement) => {
    details.open = true
  })
  await scrollTo(page, item)
}

async function scrollTo(page: Page, element: string): Promise<void> {
  await page.locator(element).evaluate((found) => found.scrollIntoView({ block: 'start', behavior: 'instant' }))
}

async function tickFixes(page: Page): Promise<void> {
  const fixes = page.getByRole('region', { name: 'Next best fixes' }).getByRole('checkbox')
  const ids = await fixes.evaluateAll((boxes: HTMLInputElement[]) => boxes.slice(0, 2).map(({ value }) => value))
  await page.goto(`${DECLINING}?fix=${ids.join(',')}`)
  await fixes.first().evaluate((box) => box.closest('section')?.scrollIntoView({ block: 'start', behavior: 'instant' }))
}

async function openCampaign(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('link', { name: 'All services have health checks' }).click()
  await page.getByRole('region', { name: 'Burn-up' }).waitFor()
}
