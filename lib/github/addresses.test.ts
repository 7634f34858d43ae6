import { expect, test } from 'vitest'
import { graphqlBase, isArchiveAddress } from './addresses'

test.each([
  ['https://api.github.com', 'https://api.github.com'],
  ['https://github.example.com/api/v3', 'https://github.example.com/api'],
  ['http://127.0.0.1:4000/api/v3', 'http://127.0.0.1:4000/api'],
  ['https://api.octo.ghe.com', 'https://api.octo.ghe.com'],
])('GraphQL of %s is under %s', (rest, graphql) => {
  expect(graphqlBase(rest)).toBe(graphql)
})

test.each([
  ['https://octo.ghe.com', 'https://api.octo.ghe.com', 'https://codeload.octo.ghe.com/o/r/legacy.tar.gz/abc', true],
  ['https://octo.ghe.com', 'https://api.octo.ghe.com', 'https://codeload.other.ghe.com/o/r/legacy.tar.gz/abc', false],
  ['https://octo.ghe.com', 'https://api.octo.ghe.com', 'https://codeload.github.com/o/r/legacy.tar.gz/abc', false],
  ['https://git.example.com', 'https://git.example.com/api/v3', 'https://git.example.com/_codeload/o/r/abc', true],
  ['https://git.example.com', 'https://git.example.com/api/v3', 'https://codeload.git.example.com/o/r/abc', true],
  ['https://git.example.com', 'https://git.example.com/api/v3', 'https://codeload.example.com/o/r/abc', false],
])('with GitHub at %s and %s, an archive is fetched from %s: %s', (web, api, link, allowed) => {
  expect(isArchiveAddress(link, web, api)).toBe(allowed)
})

test.each([
  ['https://codeload.github.com/o/r/legacy.tar.gz/abc?token=1', true],
  ['https://github.com/o/r', true],
  ['http://codeload.github.com/o/r', false],
  ['https://codeload.github.com.evil.example/o/r', false],
  ['https://codeload.github.com@evil.example/o/r', false],
  ['https://codeload.github.com:8443/o/r', false],
  ['https://169.254.169.254/latest/meta-data', false],
  ['file:///etc/passwd', false],
  ['/relative', false],
])('an archive is fetched from %s: %s', (link, allowed) => {
  expect(isArchiveAddress(link, 'https://github.com', 'https://api.github.com')).toBe(allowed)
})
