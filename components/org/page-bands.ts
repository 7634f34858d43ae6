/** Stripes that a band has at least: at a quarter rem each, 24 px, which WCAG asks of what is pressed. */
const LEAST_STRIPES = 6

/** Part of the overview that leads to the first of the pages it stands for. */
export interface PageBand {
  readonly page: number
  /** Places in the order of the query, from 1. */
  readonly first: number
  readonly last: number
}

/** From the top; each is of as many whole pages as it takes to be tall enough to press, the last one with what is left. */
export function pageBands(total: number, perStripe: number, perPage: number): readonly PageBand[] {
  const least = LEAST_STRIPES * perStripe
  const pages = Math.ceil(least / perPage)
  const size = pages * perPage
  const count = Math.max(1, Math.floor(total / size) + (total % size >= least ? 1 : 0))
  return Array.from({ length: count }, (_, index) => ({
    page: index * pages + 1,
    first: index * size + 1,
    last: index === count - 1 ? total : (index + 1) * size,
  }))
}
