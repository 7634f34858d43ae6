import type { Page } from '@playwright/test'

const LOOKS = 40
const BETWEEN_MS = 250

/** A picture of what is in view as a PNG, once two looks in a row are the same. */
export async function takePicture(page: Page): Promise<Buffer> {
  await settle(page)
  let last = await look(page)
  for (let looks = 0; looks < LOOKS; looks += 1) {
    await page.waitForTimeout(BETWEEN_MS)
    const next = await look(page)
    if (next.equals(last)) return next
    last = next
  }
  throw new Error(`${page.url()} does not come to rest.`)
}

function look(page: Page): Promise<Buffer> {
  return page.screenshot({ animations: 'disabled', caret: 'hide', scale: 'css' })
}

/** Nothing is on its way any more, nothing has the focus, and what happened today happened just now. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-skeleton]')].every((skeleton) => !skeleton.checkVisibility()),
  )
  await page.evaluate(async () => {
    await document.fonts.ready
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    for (const time of document.querySelectorAll('time')) {
      const age = Date.now() - Date.parse(time.dateTime)
      if (time.dateTime.includes('T') && age >= 0 && age < 86_400_000) time.textContent = 'just now'
    }
  })
}
