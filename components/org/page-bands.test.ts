import { expect, test } from 'vitest'
import { type PageBand, pageBands } from './page-bands'

const PER_PAGE = 100
/** As the data makes stripes. */
const perStripeOf = (total: number) => Math.ceil(total / 120)
const bandsOf = (total: number) => pageBands(total, perStripeOf(total), PER_PAGE)

test('each page has a band where it is tall enough', () => {
  expect(bandsOf(250)).toEqual([
    { page: 1, first: 1, last: 100 },
    { page: 2, first: 101, last: 200 },
    { page: 3, first: 201, last: 250 },
  ])
  expect(bandsOf(1000).map(({ page }) => page)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('what is left for a page goes with the page before, where it could not be pressed', () => {
  expect(bandsOf(105)).toEqual([{ page: 1, first: 1, last: 105 }])
  expect(bandsOf(106)).toHaveLength(2)
})

test.each([101, 121, 130, 999, 1001, 4321, 10_000, 25_000])(
  'of %d, bands hold every place once, begin with a page and are 24 px tall at least',
  (total) => {
    const bands = bandsOf(total)
    const height = ({ first, last }: PageBand) => ((last - first + 1) / perStripeOf(total)) * 4
    expect(Math.min(...bands.map(height))).toBeGreaterThanOrEqual(24)
    expect(bands[0]?.first).toBe(1)
    expect(bands.at(-1)?.last).toBe(total)
    for (const [index, band] of bands.entries()) {
      expect(band.first).toBe((band.page - 1) * PER_PAGE + 1)
      if (index > 0) expect(band.first).toBe((bands[index - 1]?.last ?? 0) + 1)
    }
  },
)
