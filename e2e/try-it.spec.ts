import type { Page } from '@playwright/test'
import { settle } from './fixtures/reading'
import { expect, test } from './fixtures/test'

const CHECK = '/checks/error-handling'
const EXAMPLE = `${CHECK}/try/fail-1`
const HANDLED = 'except OSError:\n        logger.exception("not done")\n        raise'

test.use({ person: null })

test('an example is opened, changed by keyboard and judged anew, and its evidence leads to the line', async ({
  page,
}) => {
  await page.goto(CHECK)
  await page
    .getByRole('article', { name: 'Every handler is bare and silent' })
    .getByRole('link', { name: /^Try it/ })
    .click()
  await expect(page).toHaveURL(EXAMPLE)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Every handler is bare and silent')
  await expect(verdict(page)).toContainText('As it stands: Fail')

  await judge(page)
  await expect(verdict(page)).toContainText('Judged as: Scripts')
  await verdict(page).getByRole('link', { name: 'rates.py:10' }).click()
  await expect(text(page, 'rates.py')).toBeFocused()
  expect(await selection(page)).toContain('except:')

  const before = await text(page, 'rates.py').inputValue()
  await text(page, 'rates.py').fill(before.replace(/except:\n.*/g, HANDLED))
  await page.keyboard.press('Tab')
  await expect(text(page, 'rates.py')).not.toBeFocused()
  // Nobody presses: it is judged when the typing has stopped.
  await expect(verdict(page)).toContainText(/Fail\s*→\s*Pass/)
  await expect(verdict(page)).not.toContainText('The files were changed since')
})

test('files are added, renamed and removed, and Reset asks before it puts the example back', async ({
  page,
  problems,
}) => {
  problems.expect(/422.*\/api\/checks\/error-handling\/try$/)
  await page.goto(EXAMPLE)
  await settle(page)
  await page.getByRole('button', { name: 'Add a file' }).click()
  await page.getByRole('textbox', { name: 'Path of New file' }).fill('../outside.py')
  await judge(page)
  await expect(verdict(page).getByRole('alert')).toContainText('is not a path in a repository')
  await page.getByRole('textbox', { name: 'Path of ../outside.py' }).fill('README.md')
  await text(page, 'README.md').fill('# Rates\n')
  await page.getByRole('button', { name: 'Remove rates.py' }).click()
  await judge(page)
  await expect(verdict(page)).toContainText('Not applicable')

  const reset = page.getByRole('button', { name: 'Reset…' })
  const question = page.getByRole('alertdialog', { name: 'Put the example back?' })
  await reset.press('Enter')
  await expect(question).toContainText('What you changed is lost.')
  await page.keyboard.press('Escape')
  await expect(reset).toBeFocused()
  await expect(text(page, 'README.md')).toHaveValue('# Rates\n')
  await reset.press('Enter')
  await question.getByRole('button', { name: 'Put it back' }).press('Enter')
  await expect(question).toHaveCount(0)
  await expect(reset).toBeFocused()
  await expect(text(page, 'README.md')).toHaveCount(0)
  await expect(text(page, 'rates.py')).toHaveValue(/except:/)
})

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false })

  test('the form is sent and its page shows the verdict beside what was written', async ({ page, problems }) => {
    problems.expect(/^request failed: csp .*\.js$/)
    await page.goto(EXAMPLE)
    const before = await text(page, 'rates.py').inputValue()
    await text(page, 'rates.py').fill(before.replace(/except:\n.*/g, HANDLED))
    // Locators by text leave out what stands in noscript, scripts or not.
    await page.locator('noscript summary').click()
    await page.getByRole('textbox', { name: 'Path of One more file' }).fill('README.md')
    await page.getByRole('button', { name: 'Judge' }).click()
    await expect(verdict(page)).toContainText('Judged as: Scripts')
    await expect(verdict(page)).toContainText('Pass')
    await expect(text(page, 'rates.py')).toHaveValue(/except OSError:/)
    await page.getByRole('link', { name: 'Reset' }).click()
    await expect(verdict(page)).toContainText('As it stands: Fail')
  })
})

function verdict(page: Page) {
  return page.getByRole('region', { name: 'Verdict' })
}

function text(page: Page, path: string) {
  return page.getByRole('textbox', { name: `Text of ${path}` })
}

/** The press may come before the page has come to life; then the form is sent whole and answers alike. */
async function judge(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Judge' })
  await button.click()
  await expect(button).toBeEnabled()
}

function selection(page: Page): Promise<string> {
  return page.evaluate(() => {
    const field = document.activeElement
    return field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : ''
  })
}
