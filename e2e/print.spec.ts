import type { Page } from '@playwright/test'
import { repositoryPath, teamPath } from './fixtures/addresses'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test('a repository is printed light and whole: evidence that is closed on the screen, and no menus', async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  await expect(page.getByRole('button', { name: 'Print report' })).toBeVisible()
  const item = page.locator('details#error-handling')
  await expect(item).not.toHaveAttribute('open')
  const why = item.getByText('Why it matters')
  await expect(why).not.toBeVisible()

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(why).toBeVisible()
  await expect(item.getByRole('heading', { name: 'Evidence' })).toBeVisible()
  await expect(item.locator('pre, .code-excerpt').first()).toBeVisible()
  await expect(page.getByText(/^skylark-air · baggage-events · commit [0-9a-f]{40} of .* · printed on /)).toBeVisible()
  await expect(page.getByRole('button')).toHaveCount(0)
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.getByRole('banner')).toHaveCount(0)
  await expect(page.getByText('Next best fixes')).toBeVisible()
  expect(await background(page)).toBe('rgb(255, 255, 255)')
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).color)).toBe('rgb(26, 28, 26)')
})

test('a printed repository stays within the paper, tells days and not how long ago, and unfolds its gaps only', async ({
  page,
}) => {
  await page.setViewportSize({ width: 688, height: 1000 })
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  await page.emulateMedia({ media: 'print' })
  const [beyond, told] = await page.evaluate(() => [
    document.documentElement.scrollWidth - document.documentElement.clientWidth,
    [...document.querySelectorAll('main time[data-relative]')].map((time) => [
      getComputedStyle(time).fontSize,
      getComputedStyle(time, '::after').content,
    ]),
  ])
  expect(beyond).toBe(0)
  expect(told).not.toEqual([])
  for (const each of told) expect(each).toEqual(['0px', expect.stringMatching(/^"\d{1,2} [A-Z][a-z]+ \d{4}/)])
  await expect(page.locator('details#error-handling').getByText('Why it matters')).toBeVisible()
  await expect(page.locator('details#readme').getByText('Why it matters')).not.toBeVisible()
  await expect(page.getByRole('region', { name: 'Badge' })).not.toBeVisible()
})

test('a time whose tooltip is open is printed as it stands on the screen', async ({ page }) => {
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  const time = page.locator('main time[data-relative="moment"]').first()
  await time.focus()
  await expect(page.getByRole('tooltip')).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  expect(await time.evaluate((each) => getComputedStyle(each).fontSize)).not.toBe('0px')
})

test('a team is printed with all that changed, and nothing is cut off by a box that scrolls', async ({ page }) => {
  await page.goto(teamPath('platform'))
  await settle(page)
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByText(/^skylark-air · team Platform · .* · printed on /)).toBeVisible()
  await expect(page.getByRole('region', { name: 'What changed' }).getByRole('listitem').last()).toBeVisible()
  const cut = await page
    .getByRole('main')
    .evaluate((main) =>
      [...main.querySelectorAll('*')]
        .filter((each) => each.scrollHeight > each.clientHeight + 1 && getComputedStyle(each).overflowY === 'auto')
        .map(({ className }) => String(className)),
    )
  expect(cut).toEqual([])
})

test('with less motion asked for, nothing moves for longer than an eye can see', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto(repositoryPath('baggage-events'))
  await settle(page)
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .flatMap((each) => [getComputedStyle(each), getComputedStyle(each, '::before')])
      .flatMap((style) => [...style.transitionDuration.split(', '), ...style.animationDuration.split(', ')])
      .filter((duration) => Number.parseFloat(duration) > 0.001),
  )
  expect(moving).toEqual([])
})

async function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
}
