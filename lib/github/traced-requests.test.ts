import { expect, test } from 'vitest'
import { routeOf } from './traced-requests'

test.each([
  ['/repos/{owner}/{repo}/tarball/{ref}', '/repos/{owner}/{repo}/tarball/{ref}'],
  ['/app/hook/deliveries/123456789/attempts', '/app/hook/deliveries/{id}/attempts'],
  ['/graphql', '/graphql'],
  ['/user/repos?token=hidden', '/user/repos'],
  ['https://api.github.com/repositories/1/issues?page=2', 'other'],
])('of the address %s a span tells %s', (url, route) => {
  expect(routeOf({ url })).toBe(route)
})
