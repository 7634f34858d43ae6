import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { boundedRequest, MOST_BYTES } from './bounded-request'

const CHUNK = new Uint8Array(16 * 1024)

test('a form is passed on as it came', async () => {
  const body = new URLSearchParams({ csrfToken: 'abc', callbackUrl: '/orgs' })
  const request = await boundedRequest(
    new NextRequest('http://air.test/api/auth/signout?x=1', { method: 'POST', body }),
  )
  expect(request?.nextUrl.search).toBe('?x=1')
  expect(request?.headers.get('content-type')).toMatch('application/x-www-form-urlencoded')
  expect(await request?.text()).toBe('csrfToken=abc&callbackUrl=%2Forgs')
})

test('what has no body is passed on itself', async () => {
  const request = new NextRequest('http://air.test/api/auth/session')
  expect(await boundedRequest(request)).toBe(request)
})

test('a body without an end is refused after the first bytes, whatever it says of its length', async () => {
  let sent = 0
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        sent += CHUNK.length
        controller.enqueue(CHUNK)
      },
    },
    { highWaterMark: 0 },
  )
  const headers = { 'content-length': '2', 'content-type': 'application/json' }
  const options = { method: 'POST', body, headers, duplex: 'half' as const }
  expect(await boundedRequest(new NextRequest('http://air.test/api/auth/_log', options))).toBeNull()
  expect(sent).toBeLessThan(MOST_BYTES + 2 * CHUNK.length)
})
