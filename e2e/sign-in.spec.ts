import { ORG, SCORECARD, TEAMS } from './fixtures/addresses'
import { expect, signIn, test } from './fixtures/test'

test.use({ person: null })

test('somebody signs in with GitHub, reaches their organisation and signs out', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/ready for production/)
  await signIn(page, 'ada')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Organisations' }).click()
  await page.getByRole('link', { name: 'Skylark Air' }).click()
  await expect(page).toHaveURL(SCORECARD)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Skylark Air')

  await page.getByRole('banner').getByText('ada', { exact: true }).click()
  const menu = page.getByRole('menu', { name: 'ada' })
  await expect(menu.getByText('Signed in as ada')).toBeVisible()
  await menu.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('button', { name: 'Sign in with GitHub' })).toBeVisible()
  await page.goto(SCORECARD)
  await expect(page).toHaveURL(/\/sign-in\?from=/)
})

test('a deep link leads to where it wanted after signing in, with its question', async ({ page }) => {
  const wanted = `${SCORECARD}?team=data&sort=name`
  await page.goto(wanted)
  await expect(page).toHaveURL(`/sign-in?from=${encodeURIComponent(wanted)}`)
  await signIn(page, 'ada')
  await expect(page).toHaveURL(wanted)
})

test('somebody who cancels at GitHub reads so, and still gets where they wanted', async ({ page }) => {
  await page.goto(TEAMS)
  await page.getByRole('button', { name: 'Sign in with GitHub' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('main').getByRole('alert')).toHaveText('GitHub refused the sign-in, or you cancelled it.')
  await signIn(page, 'ada')
  await expect(page).toHaveURL(TEAMS)
})

test('whoever belongs to no organisation reads why the list is empty', async ({ pageOf }) => {
  const page = await pageOf('stranger')
  await page.goto('/orgs')
  await expect(
    page.getByRole('heading', { name: 'Airworthy is not installed in any of your organisations' }),
  ).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(ORG)
})
