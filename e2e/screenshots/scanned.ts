import type { Page } from '@playwright/test'
import { CAMPAIGNS, repositoryPath, SCORECARD } from '../fixtures/addresses'

const SCAN_MS = 600_000
const REST_MS = 10_000

export async function signIn(page: Page, login: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in with GitHub' }).click()
  await page.getByRole('button', { name: login, exact: true }).click()
  await page.waitForURL(({ pathname }) => pathname.startsWith('/orgs'))
}

/** Begins the first scan unless somebody did, and waits until it is over and the pages say the same for a while. */
export async function untilScanned(page: Page, say: (line: string) => void): Promise<void> {
  await page.goto(SCORECARD)
  const begin = page.getByRole('button', { name: 'Start the first scan' })
  const scan = page.getByRole('region', { name: 'Scan' })
  await begin.or(scan).first().waitFor()
  if (await begin.isVisible()) {
    say('The first scan of the demonstration begins.')
    await begin.click()
  }
  await scan.getByText('Scanned', { exact: true }).waitFor({ timeout: SCAN_MS })
  await untilAtRest(page)
}

/** Commits behind changes are looked for after the scan, and show in a history one by one. */
async function untilAtRest(page: Page): Promise<void> {
  const read = async (): Promise<string> => {
    const texts: string[] = []
    for (const path of [repositoryPath('baggage-events'), repositoryPath('warehouse-loads'), CAMPAIGNS]) {
      await page.goto(path)
      texts.push((await page.getByRole('main').textContent()) ?? '')
    }
    return texts.join('\n').replaceAll(/\d+ (second|minute|hour)s? ago|just now/g, '')
  }
  const deadline = Date.now() + SCAN_MS
  for (let last = await read(); Date.now() < deadline; ) {
    await page.waitForTimeout(REST_MS)
    const next = await read()
    if (next === last && next.includes('health checks')) return
    last = next
  }
  throw new Error('The pages of the demonstration do not come to rest.')
}
