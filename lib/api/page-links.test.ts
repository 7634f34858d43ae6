import { expect, test } from 'vitest'
import { linkHeader } from './page-links'

const ADDRESS = 'https://airworthy.example/api/v1/orgs/octo-org/repositories?sort=name&page=3'

test('the pages around one are named under the same filters', () => {
  expect(linkHeader(ADDRESS, { page: 3, perPage: 10, total: 45 })).toBe(
    [
      ['2', 'prev'],
      ['1', 'first'],
      ['4', 'next'],
      ['5', 'last'],
    ]
      .map(([page, rel]) => `<${ADDRESS.replace('page=3', `page=${page}`)}>; rel="${rel}"`)
      .join(', '),
  )
})

test.each([
  [1, 45, 'next, last'],
  [5, 45, 'prev, first'],
  [9, 45, 'prev, first'],
  [1, 10, ''],
  [1, 0, ''],
])('page %i of %i has %j', (page, total, expected) => {
  const header = linkHeader(ADDRESS, { page, perPage: 10, total }) ?? ''
  expect([...header.matchAll(/rel="(\w+)"/g)].map((match) => match[1]).join(', ')).toBe(expected)
})

test('from a page after the last, the last one is the one before', () => {
  expect(linkHeader(ADDRESS, { page: 9, perPage: 10, total: 45 })).toContain('page=5>; rel="prev"')
})
