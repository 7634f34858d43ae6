import type { Locator, Page } from '@playwright/test'
import { SCORECARD } from './fixtures/addresses'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

test.describe('on the page of the design system', () => {
  test.use({ person: null })

  test.beforeEach(async ({ page }) => {
    await page.goto('/design')
  })

  test('bars are seen in forced colours, which take grounds away', async ({ page }) => {
    await page.emulateMedia({ forcedColors: 'active' })
    const fill = page.locator('.forced-fill')
    const frame = page.locator('.forced-frame', { has: fill }).first()
    const ground = (bar: Locator) => bar.evaluate((element) => getComputedStyle(element).backgroundColor)
    const [around, filled] = [await ground(frame), await ground(frame.locator(fill).first())]
    expect(filled).not.toBe(around)
  })

  test('a menu is opened, walked and closed by keys, and gives the focus back', async ({ page }) => {
    const button = page.getByRole('button', { name: 'grace' })
    const menu = page.getByRole('menu', { name: 'grace' })
    const item = (name: string) => menu.getByRole('menuitem', { name })
    await press(button, 'Enter')
    await expect(item('Access tokens')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu).toHaveCount(0)
    await expect(button).toBeFocused()
    await expect(button).toHaveAttribute('aria-expanded', 'false')

    await page.keyboard.press('ArrowDown')
    await expect(item('Access tokens')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(item('API')).toBeFocused()
    await page.keyboard.press('End')
    await expect(item('Sign out')).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await expect(item('Access tokens')).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(item('Sign out')).toBeFocused()
    await page.keyboard.press('Home')
    await expect(item('Access tokens')).toBeFocused()
    await page.keyboard.press('s')
    await expect(item('Sign out')).toBeFocused()
    await page.keyboard.press('ArrowUp')
    await expect(item('API')).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL('/api-docs')
  })

  test('a question takes the focus, keeps it, says what happens and gives it back', async ({ page }) => {
    const button = page.getByRole('button', { name: 'Revoke…' })
    const question = page.getByRole('alertdialog', { name: 'Revoke this sample?' })
    const [no, yes] = [
      question.getByRole('button', { name: 'Cancel' }),
      question.getByRole('button', { name: 'Revoke the sample' }),
    ]
    await press(button, 'Enter')
    await expect(question).toHaveAccessibleDescription('Nothing comes of it, as this is a sample.')
    await expect(no).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(yes).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(no).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    await expect(yes).toBeFocused()
    await expect(page.getByRole('main')).toHaveCount(0)

    await page.mouse.click(4, 4)
    await expect(question).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(question).toHaveCount(0)
    await expect(button).toBeFocused()
    await expect(page.getByRole('main')).toBeVisible()
  })

  test('a question is closed by what is done, and says in itself why something can’t be', async ({ page }) => {
    await press(page.getByRole('button', { name: 'Revoke…' }), 'Enter')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke the sample' }).click()
    await expect(page.getByRole('alertdialog')).toHaveCount(0)

    const button = page.getByRole('button', { name: 'Revoke, refused…' })
    const question = page.getByRole('alertdialog', { name: 'Revoke what can’t be revoked?' })
    await press(button, 'Enter')
    await question.getByRole('button', { name: 'Revoke the sample' }).click()
    await expect(question.getByRole('alert')).toHaveText('It may have been revoked already.')
    await question.getByRole('button', { name: 'Cancel' }).click()
    await expect(button).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(question).toBeVisible()
    await expect(question.getByRole('alert')).toHaveCount(0)
  })

  test('a popover is opened, entered and closed by keys, and gives the focus back', async ({ page }) => {
    const button = page.getByRole('button', { name: 'Options' })
    const popover = page.getByRole('dialog', { name: 'Sample of a popover' })
    await press(button, 'Enter')
    await expect(popover).toBeVisible()
    await page.keyboard.press('Tab')
    await expect(popover.getByRole('checkbox')).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(popover).toBeHidden()
    await expect(button).toBeFocused()
  })

  test('the focus shows a tooltip that describes, Escape takes it away, and names stay', async ({ page }) => {
    const button = page.getByRole('button', { name: 'Ask again' })
    const tooltip = page.getByRole('tooltip')
    await showByFocus(page, button, tooltip)
    await expect(tooltip).toContainText('Reads its signals from GitHub once more')
    await expect(button).toHaveAccessibleDescription('Reads its signals from GitHub once more')
    await expect(button).not.toHaveAttribute('title')
    await page.keyboard.press('Escape')
    await expect(tooltip).toHaveCount(0)
    await expect(button).toBeFocused()
    await expect(button).toHaveAttribute('title', 'Reads its signals from GitHub once more')

    await page.keyboard.press('Tab')
    await expect(tooltip).toContainText('12 Jan 2026, 09:14 UTC')
    await page.keyboard.press('Tab')
    await expect(tooltip).toContainText('To this panel')
    await expect(page.getByRole('link', { name: 'To this panel' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(tooltip.filter({ hasText: 'To this panel' })).toHaveCount(0)
    await expect(page.locator('#tooltip a')).toHaveAttribute('title', 'To this panel')
  })

  test('a tooltip stays while the pointer is on it, and goes when it has left', async ({ page }) => {
    const button = page.getByRole('button', { name: 'Ask again' })
    const tooltip = page.locator('.tooltip')
    await showByPointer(page, button, tooltip)
    await tooltip.hover()
    await page.mouse.move(0, 0, { steps: 10 })
    await expect(tooltip).toHaveCount(0)
  })

  test('what opens writes no style into the page, as a strict policy for content would refuse it', async ({ page }) => {
    const styles = () => page.locator('style').count()
    const before = await styles()
    await press(page.getByRole('button', { name: 'Revoke…' }), 'Enter')
    await expect(page.getByRole('alertdialog')).toBeVisible()
    expect(await styles()).toBe(before)
    await page.keyboard.press('Escape')
    await press(page.getByRole('button', { name: 'grace' }), 'Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    expect(await styles()).toBe(before)
  })
})

test('thousands of cells share one tooltip, which arrows show too', async ({ page }) => {
  await page.goto(`${SCORECARD}?view=heat`)
  await settle(page)
  const cell = page.getByRole('link', { name: /^Error handling: / }).first()
  const tooltip = page.locator('.tooltip')
  await showByPointer(page, cell, tooltip)
  await expect(tooltip).toHaveText(/^Error handling: \w+/)
  await page.mouse.move(0, 0, { steps: 10 })
  await expect(tooltip).toHaveCount(0)
  await page.locator('[data-row]').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(tooltip).toHaveCount(1)
  await page.keyboard.press('ArrowRight')
  await expect(tooltip).toHaveCount(1)
  await expect(page.locator('td a:focus')).toHaveAccessibleName((await tooltip.textContent()) ?? '')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, person: null })

  test('menus and questions are popovers', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.goto('/design')
    await page.getByRole('button', { name: 'grace' }).click()
    await expect(page.getByRole('dialog', { name: 'Account' }).getByRole('link', { name: 'API' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Revoke…' }).click()
    const question = page.getByRole('dialog', { name: 'Revoke this sample?' })
    await expect(question).toContainText('Nothing comes of it')
    await expect(question.getByRole('button', { name: 'Revoke the sample' })).toBeVisible()
  })
})

async function press(button: Locator, key: string): Promise<void> {
  await button.focus()
  await button.press(key)
}

/** Once the page has come to life and the tooltip is loaded; until then browsers show titles. */
async function showByFocus(page: Page, element: Locator, tooltip: Locator): Promise<void> {
  await expect(async () => {
    await element.blur()
    await element.focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    await expect(tooltip).toBeVisible({ timeout: 1000 })
  }).toPass()
}

async function showByPointer(page: Page, element: Locator, tooltip: Locator): Promise<void> {
  await expect(async () => {
    await page.mouse.move(0, 0)
    await element.hover()
    await expect(tooltip).toBeVisible({ timeout: 1500 })
  }).toPass()
}
