import { expect, test } from 'vitest'
import { clientOf, networksOf, PEER_HEADER } from './client-address'

const NOBODY = networksOf([])
const PROXIES = networksOf(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])

function client(peer: string, forwarded?: string, trusted = PROXIES) {
  const headers = new Headers({ [PEER_HEADER]: peer, ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }) })
  return clientOf(headers, trusted)
}

test('what a client writes about itself changes nothing while no proxy is trusted', () => {
  for (const forwarded of [undefined, '9.9.9.9', '9.9.9.9, 8.8.8.8', 'nonsense', '']) {
    expect(client('203.0.113.5', forwarded, NOBODY)).toEqual({ address: '203.0.113.5', isShared: false })
  }
})

test('of the chain counts what the nearest trusted proxy saw, not what stood in it before', () => {
  expect(client('10.0.0.2', '9.9.9.9, 203.0.113.5').address).toBe('203.0.113.5')
  expect(client('10.0.0.2', '9.9.9.9, 203.0.113.5, 10.0.0.9, 192.0.2.7').address).toBe('203.0.113.5')
  expect(client('fd00::1', '203.0.113.5').address).toBe('203.0.113.5')
  expect(client('203.0.113.9', '9.9.9.9').address).toBe('203.0.113.9')
})

test('a chain that breaks off leads to the last proxy that is known', () => {
  expect(client('10.0.0.2', '9.9.9.9, unknown, 10.0.0.3').address).toBe('10.0.0.3')
  expect(client('10.0.0.2', '').address).toBe('10.0.0.2')
  expect(client('10.0.0.2').address).toBe('10.0.0.2')
  expect(client('10.0.0.2', '10.0.0.4, 10.0.0.3').address).toBe('10.0.0.4')
})

test.each([
  ['::ffff:203.0.113.5', '203.0.113.5'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:ffff::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', (peer, address) => expect(client(peer, undefined, NOBODY).address).toBe(address))

test.each([
  ['203.0.113.5:4711', '203.0.113.5'],
  ['[2001:db8:1:2::5]:4711', '2001:db8:1:2::/64'],
  ['[2001:db8:1:2::5]', '2001:db8:1:2::/64'],
])('a proxy may write %s', (forwarded, address) => expect(client('10.0.0.2', forwarded).address).toBe(address))

test('behind a proxy that nobody named, one address stands for many', () => {
  expect(client('10.0.0.2', '203.0.113.5', NOBODY)).toEqual({ address: '10.0.0.2', isShared: true })
  // Next itself writes down the other end where nobody else did.
  expect(client('127.0.0.1', '127.0.0.1', NOBODY)).toEqual({ address: '127.0.0.1', isShared: false })
  expect(clientOf(new Headers({ 'x-forwarded-for': '203.0.113.5' }), PROXIES)).toEqual({
    address: 'unknown',
    isShared: true,
  })
})

test.each(['10.0.0.0/33', '10.0.0/8', 'proxy.example.com', '10.0.0.0/8/9', '10.0.0.0/', '::/129', ''])(
  '%j is no network',
  (text) => expect(() => networksOf([text])).toThrow(RangeError),
)
