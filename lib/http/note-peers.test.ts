import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PEER_HEADER } from './client-address'
import { arePeersNoted, notePeers, STRICT_TRANSPORT } from './note-peers'

let server: Server
let seen: IncomingMessage['headers']

beforeAll(async () => {
  server = createServer((request, response) => {
    seen = request.headers
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function ask(headers: Record<string, string> = {}) {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { headers })
}

test('the other end of the connection is noted, whatever a client writes in its place', async () => {
  expect(arePeersNoted()).toBe(false)
  notePeers('http://air.example.com')
  expect(arePeersNoted()).toBe(true)
  await ask({ [PEER_HEADER]: '9.9.9.9' })
  expect(seen[PEER_HEADER]).toBe('127.0.0.1')
})

test('browsers are told to come by https only where people do', async () => {
  notePeers('http://air.example.com')
  expect((await ask()).headers.has('strict-transport-security')).toBe(false)
  notePeers('https://air.example.com')
  expect((await ask()).headers.get('strict-transport-security')).toBe(STRICT_TRANSPORT)
})
