import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isWatching, watchRequests } from './watch-requests'

let server: Server
const told: string[] = []

beforeAll(async () => {
  server = createServer((_request, response) => {
    told.push('answers')
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

test('listeners are told of a request before it is answered and after; one that starts over takes its own place', async () => {
  expect(isWatching('one')).toBe(false)
  watchRequests('one', { begins: () => told.push('an older one begins'), ends: () => told.push('an older one ends') })
  watchRequests('two', { begins: () => told.push('two begins') })
  watchRequests('one', { begins: () => told.push('one begins'), ends: () => told.push('one ends') })
  expect([isWatching('one'), isWatching('two')]).toEqual([true, true])
  await (await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).text()
  expect(told).toEqual(['one begins', 'two begins', 'answers', 'one ends'])
})
