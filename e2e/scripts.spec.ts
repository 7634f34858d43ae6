import { API, ORG, repositoryPath, SCORECARD } from './fixtures/addresses'
import { readNames } from './fixtures/reading'
import { expect, test } from './fixtures/test'
import { ask } from './matrix/ask'

test('a token made on its page reads the API as its maker, until it is revoked', async ({ page }) => {
  await page.goto('/settings/tokens')
  await page.getByLabel('Name').fill('nightly report')
  await page.getByRole('button', { name: 'Create token' }).click()
  await expect(page.getByText('“nightly report” was created.')).toBeVisible()
  const token = (await page.getByText(/^airw_/).textContent()) ?? ''
  const authorization = { headers: { authorization: `Bearer ${token}` } }
  const answer = await ask(null, `${API}/repositories?per_page=1`, authorization)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('link')).toContain('rel="next"')

  await page.reload()
  await expect(page.getByText(/^airw_/)).toHaveCount(0)
  await page.getByText('Revoke nightly report', { exact: true }).click()
  const question = page.getByRole('alertdialog', { name: 'Revoke “nightly report”?' })
  await question.getByRole('button', { name: 'Revoke for good' }).click()
  await expect(page.getByText('“nightly report” was revoked.')).toBeVisible()
  expect((await ask(null, `${API}/repositories`, authorization)).status).toBe(401)
})

test('the table on the page comes as a file, under the same filters', async ({ page }) => {
  await page.goto(`${SCORECARD}?q=refund`)
  const shown = await readNames(page)
  const begun = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export the repositories as CSV' }).click()
  const file = await begun
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${ORG}-repositories-.*\\.csv$`))
  const rows = (await (await file.createReadStream()).setEncoding('utf8').toArray()).join('').trimEnd().split('\r\n')
  expect(rows.slice(1).map((row) => row.split(',')[1])).toEqual(shown)
})

test('a private repository’s badge opens by its signed link alone, which only its administrators are given', async ({
  page,
  pageOf,
}) => {
  await page.goto(repositoryPath('refunds'))
  const badge = page.getByRole('region', { name: 'Badge' })
  const address = (await badge.getByRole('img').getAttribute('src')) ?? ''
  expect((await ask(null, address)).status).toBe(200)
  expect((await ask(null, address.split('?')[0] ?? '')).status).toBe(404)
  const outsider = await pageOf('margaret')
  await outsider.goto(repositoryPath('refunds'))
  await expect(outsider.getByRole('region', { name: 'Badge' })).toContainText('Who administers it')
  await expect(outsider.getByRole('region', { name: 'Badge' }).getByRole('img')).toHaveCount(0)
})
