import { BlockList, isIP } from 'node:net'

/** Where note-peers.ts notes who is at the other end of the connection; what a client sends there is overwritten. */
export const PEER_HEADER = 'x-airworthy-peer'

/** Whom a request is counted by. */
export interface Client {
  /** An IPv4 address, or the /64 network of an IPv6 one, of which anybody has all; 'unknown' where nothing is known. */
  readonly address: string
  /** A proxy that is not trusted stands in between as it seems, so that many may have this address. */
  readonly isShared: boolean
}

/**
 * Who sent a request: the other end of the connection, or where that is a trusted proxy, whom the chain of
 * `X-Forwarded-For` names last before trusted ones. What stands further left in it anybody may have written.
 */
export function clientOf(headers: Headers, trusted: BlockList): Client {
  const peer = plainAddress(headers.get(PEER_HEADER) ?? '')
  if (peer === null) return { address: 'unknown', isShared: true }
  const chain = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim())
  if (!holds(trusted, peer)) {
    const others = chain.some((part) => part !== '' && plainAddress(part) !== peer)
    return { address: network(peer), isShared: others && isInside(peer) }
  }
  let address = peer
  for (const part of chain.reverse()) {
    const named = plainAddress(part)
    if (named === null) break
    address = named
    if (!holds(trusted, named)) break
  }
  return { address: network(address), isShared: false }
}

/** Whether the other end of a connection, as it stands in PEER_HEADER, is one of these. */
export function isTrustedPeer(peer: string, trusted: BlockList): boolean {
  const address = plainAddress(peer)
  return address !== null && holds(trusted, address)
}

const inside = networksOf([
  '10.0.0.0/8',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
])

function isInside(address: string): boolean {
  return holds(inside, address)
}

/** Throws a RangeError for what is neither an address nor a network such as 10.0.0.0/8. */
export function networksOf(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', bits, ...more] = text.split('/')
    const family = isIP(address)
    const most = family === 6 ? 128 : 32
    const length = bits === undefined ? most : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
    if (family === 0 || more.length > 0 || length < 0 || length > most) throw new RangeError('no network')
    list.addSubnet(address, length, family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

function holds(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** An address in the one way to write it, without port, zone and the IPv6 around an IPv4 one; null for none. */
function plainAddress(text: string): string | null {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? []
  const [, withPort] = /^([\d.]+):\d+$/.exec(text) ?? []
  const address = (bracketed ?? withPort ?? text).replace(/%.*/s, '')
  if (isIP(address) === 4) return address
  if (isIP(address) !== 6) return null
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const [, high = '', low = ''] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(plain) ?? []
  if (high === '') return plain
  const number = (Number.parseInt(high, 16) << 16) | Number.parseInt(low, 16)
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')
}

function network(address: string): string {
  if (isIP(address) !== 6) return address
  const [left = '', right] = address.split('::')
  const before = left === '' ? [] : left.split(':')
  const after = right ? right.split(':') : []
  const zeros = right === undefined ? 0 : 8 - before.length - after.length
  return `${[...before, ...Array<string>(zeros).fill('0'), ...after].slice(0, 4).join(':')}::/64`
}
