import { expect, test } from 'vitest'
import { MOST_PAGE_BYTES, refusalOfPost } from './foreign-request'

test.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['a page of a neighbouring host', { 'sec-fetch-site': 'same-site' }, 403],
  ['a frame without an origin', { origin: 'null' }, 403],
  ['an older browser on another site', { origin: 'https://evil.example' }, 403],
  ['a page at a host that begins like ours', { origin: 'https://air.example.com.evil.example' }, 403],
  ['a page at another port', { origin: 'https://air.example.com:8443' }, 403],
  ['what sends no origin that is one', { origin: 'air.example.com' }, 403],
  ['a page of ours', { 'sec-fetch-site': 'same-origin', origin: 'https://air.example.com' }, null],
  [
    'a page of ours behind a proxy',
    { host: 'web:3000', 'x-forwarded-host': 'air.example.com', origin: 'https://air.example.com' },
    null,
  ],
  ['what is no browser', {}, null],
  [
    'a page of ours with too much',
    { 'sec-fetch-site': 'same-origin', 'content-length': `${MOST_PAGE_BYTES + 1}` },
    413,
  ],
  ['a page of ours with just as much', { 'content-length': `${MOST_PAGE_BYTES}` }, null],
])('a post by %s', (_, headers, refusal) => {
  expect(refusalOfPost('POST', new Headers({ host: 'air.example.com', ...headers } as Record<string, string>))).toBe(
    refusal,
  )
})

test('every page may be linked to from other sites', () => {
  const headers = new Headers({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })
  expect(refusalOfPost('GET', headers)).toBeNull()
  expect(refusalOfPost('HEAD', headers)).toBeNull()
})
