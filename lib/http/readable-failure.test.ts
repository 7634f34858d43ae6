import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellFailures } from './readable-failure'

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

// As Next does it, above what is tested.
const compress: Middleware = createRequire(import.meta.url)('next/dist/compiled/compression')({ threshold: 0 })
const EMPTY = `<!DOCTYPE html><html id="__next_error__"><body>${'<script src="/a.js"></script>'.repeat(50)}</body></html>`
let server: Server
let origin: string
let answer: (response: ServerResponse) => void

beforeAll(async () => {
  tellFailures()
  server = createServer((request, response) => {
    response.setHeader('x-request-id', 'request-17')
    compress(request, response, () => answer(response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

function inParts(status: number, type = 'text/html; charset=utf-8') {
  answer = (response) => {
    response.statusCode = status
    response.setHeader('content-type', type)
    response.write(EMPTY.slice(0, 100))
    response.end(EMPTY.slice(100))
  }
}

function ask(headers: Record<string, string> = {}, method = 'GET') {
  return fetch(`${origin}/orgs/hangar`, { headers: { accept: 'text/html', ...headers }, method })
}

test.each(['gzip', 'identity'])('a page that failed says so to a browser without scripts (%s)', async (encoding) => {
  for (const status of [500, 503]) {
    inParts(status)
    const failed = await ask({ 'accept-encoding': encoding })
    const html = await failed.text()
    expect([failed.status, failed.headers.get('content-encoding')]).toEqual([status, null])
    expect(html).toContain('<h1>This page could not be shown</h1>')
    expect(html).toContain('<code>request-17</code>')
    expect(html).not.toContain('script')
  }
})

test('one that is sent at once says so too, and how long it is', async () => {
  answer = (response) => {
    response.setHeader('content-type', 'text/html')
    response.writeHead(500, { 'x-more': 'y' }).end(EMPTY)
  }
  const failed = await ask()
  const html = await failed.text()
  expect(html).toContain('This page could not be shown')
  expect(failed.headers.get('content-length')).toBe(String(Buffer.byteLength(html)))
  expect(failed.headers.get('x-more')).toBe('y')
  expect(await (await ask({}, 'HEAD')).text()).toBe('')
})

test.each([
  ['a browser that runs scripts, which show more', 500, { cookie: 'a=b; scripts=1' }, undefined],
  ['a link that is followed by scripts', 500, { rsc: '1' }, undefined],
  ['what asks for no page', 500, { accept: 'application/json' }, undefined],
  ['an answer that is no page', 500, {}, 'application/json'],
  ['a page that is there', 200, {}, undefined],
  ['a page that is nowhere', 404, {}, undefined],
])('the answer stays as it is for %s', async (_who, status, headers, type) => {
  inParts(status, type)
  const answered = await ask(headers)
  expect([answered.status, await answered.text()]).toEqual([status, EMPTY])
})
