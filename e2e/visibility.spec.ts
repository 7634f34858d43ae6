import { CHARACTERISTICS as RUBRIC } from '@/lib/checks/rubric'
import {
  CHARACTERISTICS,
  characteristicPath,
  EVENTS,
  repositoryPath,
  SCORECARD,
  TEAMS,
  teamPath,
} from './fixtures/addresses'
import { hiddenFrom, type Login, ofTeam, repositories, teams, visibleTo } from './fixtures/organisation'
import { fact, meanOf, numberIn, readChart, readNames, readRepositories } from './fixtures/reading'
import { expect, test } from './fixtures/test'

const PAGES = [
  SCORECARD,
  TEAMS,
  teamPath('payments'),
  CHARACTERISTICS,
  characteristicPath('testing'),
  repositoryPath('booking-api'),
  repositoryPath('refunds'),
]
/** Sees one team's private repository and not the three of the others. */
const ONE_TEAM: Login = 'barbara'

test.describe('signed out', () => {
  test.use({ person: null })

  test('every page of an organisation asks for a sign-in and comes back', async ({ page }) => {
    for (const path of PAGES) {
      await page.goto(path)
      await expect(page).toHaveURL(`/sign-in?from=${encodeURIComponent(path)}`)
      await expect(page.getByRole('button', { name: 'Sign in with GitHub' })).toBeVisible()
    }
  })

  test('the events of a scan are not for the signed out', async ({ request }) => {
    const response = await request.get(EVENTS, { maxRedirects: 0 })
    expect([307, 401]).toContain(response.status())
    expect(await response.text()).not.toContain('scanId')
  })
})

test.describe('a stranger', () => {
  test.use({ person: 'stranger' })

  test('finds nothing at any address of the organisation', async ({ page, problems }) => {
    problems.expect(/404.*\/orgs\/skylark-air/)
    for (const path of PAGES) {
      const response = await page.goto(path)
      expect(response?.status(), path).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('No such organisation')
      expect(await page.content()).not.toContain('Skylark Air')
    }
  })

  test('gets the same answer as for an organisation that does not exist, from the API too', async ({ request }) => {
    const real = await request.get(EVENTS)
    const invented = await request.get('/api/orgs/no-such-organisation/scan/events')
    expect([real.status(), invented.status()]).toEqual([404, 404])
    expect(await real.text()).toBe(await invented.text())
  })
})

test.describe('a member of one team', () => {
  test.use({ person: ONE_TEAM })

  const hidden = hiddenFrom(ONE_TEAM)
  const visible = visibleTo(ONE_TEAM)

  test('sees the public repositories and those of the team, and figures that add up to them', async ({ page }) => {
    expect(hidden.map(({ name }) => name).sort()).toEqual(['loyalty', 'notifications', 'refunds'])
    await page.goto(`${SCORECARD}?sort=name`)
    const rows = await readRepositories(page)
    expect(rows.map(({ name }) => name)).toEqual(visible)

    const score = page.getByRole('region', { name: 'Score', exact: true })
    await expect(fact(score, 'Ready for production')).toHaveText(new RegExp(` of ${visible.length}$`))
    const said = await numberIn(score)
    expect(Math.abs(said - meanOf(rows))).toBeLessThanOrEqual(1)

    const counts = await readChart(page.getByRole('region', { name: 'Distribution' }))
    const scored = rows.filter((row) => row.score !== null).length
    expect(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(scored)
  })

  test('reads other figures than an owner, each the mean of what its reader sees', async ({ page, pageOf }) => {
    const owner = await pageOf('ada')
    await owner.goto(SCORECARD)
    await page.goto(SCORECARD)
    const all = await readRepositories(owner)
    const some = await readRepositories(page)
    expect(all).toHaveLength(repositories.length)
    expect(some).toHaveLength(visible.length)
    expect(meanOf(some)).not.toBe(meanOf(all))
    const years = await Promise.all(
      [owner, page].map((reader) => readChart(reader.getByRole('region', { name: 'Trend' }))),
    )
    expect(years[0]).not.toEqual(years[1])
    await page.goto('/orgs')
    await expect(page.getByRole('main')).toContainText(`${visible.length} repositories that you can see`)
  })

  test('finds no trace of the others on any page', async ({ page }) => {
    test.setTimeout(120_000)
    const paths = [
      ...[
        '',
        '?window=30',
        '?team=payments',
        '?q=refund',
        '?kind=worker',
        '?sort=change',
        '?view=heat',
        '?range=all',
      ].map((q) => `${SCORECARD}${q}`),
      TEAMS,
      ...teams.map(({ slug }) => teamPath(slug)),
      CHARACTERISTICS,
      ...RUBRIC.map(({ id }) => characteristicPath(id)),
    ]
    for (const path of paths) {
      const response = await page.request.get(path)
      expect(response.status(), path).toBe(200)
      const body = await response.text()
      for (const { name, description, id } of hidden) {
        expect(body, `${name} on ${path}`).not.toContain(`/repositories/${name}`)
        expect(body, `${name} on ${path}`).not.toContain(`skylark-air/${name}`)
        expect(body, `${name} on ${path}`).not.toContain(description)
        expect(body, `${name} on ${path}`).not.toContain(`"${id}"`)
      }
    }
  })

  test('gets 404 for a hidden repository, as for one that does not exist', async ({ page, problems }) => {
    problems.expect(/404.*\/repositories\/(refunds|nothing)$/)
    for (const name of ['refunds', 'nothing']) {
      const response = await page.goto(repositoryPath(name))
      expect(response?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such repository')
    }
  })

  test('reads a team by what of it can be seen', async ({ page }) => {
    const expected = ofTeam('payments', ONE_TEAM)
    expect(expected.length).toBeLessThan(ofTeam('payments', 'ada').length)
    await page.goto(teamPath('payments'))
    expect((await readNames(page)).sort()).toEqual(expected)
    const score = page.getByRole('region', { name: 'Score', exact: true })
    await expect(fact(score, 'Repositories that you can see')).toHaveText(String(expected.length))
    const said = await numberIn(score)
    expect(Math.abs(said - meanOf(await readRepositories(page)))).toBeLessThanOrEqual(1)
    for (const { name } of hidden) {
      await expect(
        page.getByRole('region', { name: 'What changed' }).getByRole('link', { name, exact: true }),
      ).toHaveCount(0)
    }
  })

  test('counts a characteristic over what can be seen', async ({ page }) => {
    await page.goto(characteristicPath('error-handling'))
    const listed = page.getByRole('region', { name: 'Repositories' }).locator('a[href$="#error-handling"]')
    await expect.poll(async () => (await listed.allTextContents()).sort()).toEqual(visible)
    const all = page.getByRole('navigation', { name: 'Narrow to a verdict' }).getByRole('link', { name: /^All/ })
    await expect(all).toContainText(String(visible.length))
  })
})
