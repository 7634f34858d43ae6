import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { currentRequestId } from '@/lib/log-context'
import { takeCounts } from '@/lib/metrics/counts'
import { followRequests } from './follow-requests'
import { readRoutes } from './routes'

const routeOf = readRoutes({
  staticRoutes: [{ page: '/orgs', regex: '^/orgs(?:/)?$' }],
  dynamicRoutes: [{ page: '/orgs/[org]', regex: '^/orgs/([^/]+?)(?:/)?$' }],
})
let server: Server
let address: string
let answer: (response: ServerResponse) => Promise<void>

beforeAll(async () => {
  followRequests(routeOf)
  server = createServer((request, response) => {
    response.setHeader('x-asked', String(request.headers['x-request-id']))
    void answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server?.closeAllConnections()
  server?.close()
})
beforeEach(() => {
  takeCounts()
  answer = async (response) => {
    await pause(Math.random() * 20)
    await Promise.resolve()
    response.end(String(currentRequestId()))
  }
})

test('requests that are answered at the same time each keep their own id on the whole way', async () => {
  const ids = Array.from({ length: 40 }, (_, index) => `request-${index}`)
  const answers = await Promise.all(ids.map((id) => fetch(`${address}/orgs`, { headers: { 'x-request-id': id } })))
  expect(await Promise.all(answers.map((each) => each.text()))).toEqual(ids)
  expect(answers.map(({ headers }) => headers.get('x-request-id'))).toEqual(ids)
  expect(answers.map(({ headers }) => headers.get('x-asked'))).toEqual(ids)
})

test.each([undefined, '', 'short', 'a'.repeat(200), 'with spaces in it', '<script>alert</script>'])(
  'instead of %j a request gets an id of ours',
  async (id) => {
    const response = await fetch(`${address}/orgs`, { headers: id === undefined ? {} : { 'x-request-id': id } })
    const text = await response.text()
    expect(text).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
    expect(response.headers.get('x-request-id')).toBe(text)
  },
)

test('a page can read its own id, and what is no page has no need to', async () => {
  const page = await fetch(`${address}/orgs`, { headers: { accept: 'text/html' } })
  expect(page.headers.get('server-timing')).toBe(`request;desc="${await page.text()}"`)
  expect((await fetch(`${address}/orgs`)).headers.get('server-timing')).toBeNull()
})

test('answers are counted by their route, never by what was asked for', async () => {
  for (const path of ['/orgs', '/orgs/skylark?q=secret', '/orgs/other', '/wp-admin.php', '/_next/static/a.js']) {
    await (await fetch(address + path)).text()
  }
  const counted = takeCounts().filter(({ metric }) => metric === 'airworthy_http_requests_total')
  expect(Object.fromEntries(counted.map(({ labels, value }) => [JSON.parse(labels).route, value]))).toEqual({
    '/orgs': 1,
    '/orgs/[org]': 2,
    none: 1,
    '/_next': 1,
  })
  expect(JSON.stringify(counted)).not.toMatch(/skylark|secret|wp-admin/)
})

test('a stream of events is counted, and not how long it was open', async () => {
  answer = async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: 1\n\n')
  }
  await (await fetch(`${address}/orgs`)).text()
  expect(takeCounts().map(({ metric }) => metric)).toEqual(['airworthy_http_requests_total'])
})
