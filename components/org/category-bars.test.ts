import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createElement } from 'react'
import { prerenderToNodeStream } from 'react-dom/static'
import { expect, test, vi } from 'vitest'
import { CATEGORIES, type CategoryId } from '@/lib/checks/rubric'
import { CategoryBars } from './category-bars'

vi.mock('next/headers', () => ({ cookies: async () => new Map() }))
vi.mock('@/lib/data/category-trends', () => ({
  getCategoryTrends: async () =>
    Object.fromEntries(
      CATEGORIES.map(({ id }, index) => [
        id,
        [
          { day: '2026-01-01', value: 50 },
          { day: '2026-02-01', value: index * 10 },
        ],
      ]),
    ),
}))

test('each category has its small trend on the scale of the others, and a link that looks like one', async () => {
  const scores = Object.fromEntries(CATEGORIES.map(({ id }) => [id, 50])) as Record<CategoryId, number>
  const { prelude } = await prerenderToNodeStream(
    createElement(CategoryBars, {
      org: 'hangar',
      range: '1y',
      scores,
      drawn: 'observability',
      href: (trend) => `/orgs/hangar${trend ? `?trend=${trend}` : ''}`,
    }),
  )
  const html = await text(prelude as Readable)
  for (const [index, { id }] of CATEGORIES.entries()) {
    expect(html).toContain(`M0.00 50.00L100.00 ${(100 - index * 10).toFixed(2)}"`)
    if (id !== 'observability') expect(html).toContain(`href="/orgs/hangar?trend=${id}"`)
  }
  expect(html.match(/<a [^>]*class="link /g)).toHaveLength(6)
  expect(html).toMatch(/href="\/orgs\/hangar"[^>]*aria-current="true"/)
  expect(html).toContain('draw the whole score again')
})
