import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { heatStep } from '@/components/ui/chart/heat'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import type { HeatOverview } from '@/lib/data/heat-overview'
import { HeatOverviewPicture } from './heat-overview'
import { stripePaths } from './stripe-paths'

/** So many repositories, of which the first are the best; by characteristic some are kept better than others. */
function generate(total: number, shareOf: (column: number, stripe: number, stripes: number) => number): HeatOverview {
  const perStripe = Math.ceil(total / 120)
  const stripes = Math.ceil(total / perStripe)
  const columns = CHARACTERISTICS.map(({ id }, column) => {
    const shares = Array.from({ length: stripes }, (_, stripe) => shareOf(column, stripe, stripes))
    return [id, { passing: shares.reduce((sum, share) => sum + share, 0) / stripes, stripes: shares }]
  })
  return { total, perStripe, columns: Object.fromEntries(columns) }
}

/** The same noise each time, 0 to 1. */
const noise = (seed: number) => Math.abs(Math.sin(seed * 12.9898) * 43758.5453) % 1
const byScore = (column: number, stripe: number, stripes: number) =>
  Math.min(100, Math.round(110 * (1 - stripe / stripes) * noise(column + 1) + 25 * noise(column * 500 + stripe)))
const withoutOrder = (column: number, stripe: number) => Math.round(noise(column * 500 + stripe) * 100)

const draw = (overview: HeatOverview, page = 1) =>
  renderToStaticMarkup(
    createElement(HeatOverviewPicture, { overview, perPage: 100, page, href: (to) => `?view=heat&page=${to}#rows` }),
  )
const pictureIn = (html: string) => html.match(/<svg role="img".*?<\/svg>/s)?.[0] ?? ''

test.each([
  [1000, 112],
  [10_000, 120],
])('all of %d are one picture of a handful of paths and some kilobytes', (total, stripes) => {
  const overview = generate(total, byScore)
  expect(overview.columns.testing?.stripes).toHaveLength(stripes)
  const picture = pictureIn(draw(overview))
  expect(picture.match(/<path/g)?.length).toBeLessThanOrEqual(7)
  expect(picture.length).toBeLessThan(10_000)
  // Whatever the order: no two neighbours alike.
  expect(pictureIn(draw(generate(total, withoutOrder))).length).toBeLessThan(20_000)
})

test('read back, the paths hold each cell of each column once, in its own colour', () => {
  const overview = generate(1000, withoutOrder)
  const holed = { ...overview, columns: { ...overview.columns, retries: { passing: 0, stripes: [null, 0, 100] } } }
  const { heat, unjudged } = stripePaths(holed)
  const cells = new Map<string, number | null>()
  for (const [step, path] of [...heat.entries(), [null, unjudged] as const]) {
    let [x, y] = [0, 0]
    for (const [, command, dx, dy, length] of path.matchAll(/([Mm])([\d.]+) (\d+)v(\d+)/g)) {
      if (command === 'M') [x, y] = [Number(dx), Number(dy)]
      else y += Number(dy)
      for (const end = y + Number(length); y < end; y += 1) {
        const key = `${(x - 5) / 10} ${y}`
        expect(cells.has(key), key).toBe(false)
        cells.set(key, step)
      }
    }
  }
  expect(cells.size).toBe(20 * 112)
  for (const [column, { id }] of CHARACTERISTICS.entries()) {
    const shares = holed.columns[id]?.stripes ?? []
    for (let stripe = 0; stripe < 112; stripe += 1) {
      const share = shares[stripe] ?? null
      expect(cells.get(`${column} ${stripe}`), `${id} ${stripe}`).toBe(share === null ? null : heatStep(share))
    }
  }
})

test('the picture is named by what it shows, its weakest, and where each verdict is read', () => {
  const overview = generate(1000, (column) => 100 - column * 5)
  expect(pictureIn(draw(overview))).toContain(
    'aria-label="1,000 repositories by characteristic, in the order of the table below, which has each verdict. ' +
      'Weakest: Docstrings (5 % pass), API documentation (10 % pass), README (15 % pass)."',
  )
  expect(draw(overview)).toContain('Each line is 9 repositories, in the order of the table')
  expect(draw(generate(110, () => 100))).toContain('Each line is one repository, in the order of the table')
})

test('each part leads to its page, and the one of the page that is shown says so', () => {
  const links = draw(generate(1000, byScore), 3).match(/<a [^>]*>/g) ?? []
  expect(links).toHaveLength(10)
  expect(links[2]).toContain('aria-label="Repositories 201–300"')
  expect(links[2]).toContain('href="?view=heat&amp;page=3#rows"')
  expect(links.filter((link) => link.includes('aria-current'))).toEqual([links[2]])
  // Where a part is of several pages, any of them is shown by it.
  const many = draw(generate(10_000, byScore), 9).match(/<a [^>]*>/g) ?? []
  expect(many.findIndex((link) => link.includes('aria-current'))).toBe(1)
  expect(many[1]).toContain('page=7#rows')
})
