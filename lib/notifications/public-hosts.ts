import 'server-only'
import { type LookupAddress, lookup } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Networks of IPv4 that are nobody's on the internet: this machine, private, link-local, shared, documentation, multicast. */
const NOT_PUBLIC: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
/** Of IPv6 only 2000::/3 is given to anybody; within it, what leads to IPv4 addresses or is for documentation. */
const NOT_PUBLIC_6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const refused = new BlockList()
for (const [network, bits] of NOT_PUBLIC) refused.addSubnet(network, bits, 'ipv4')
for (const [network, bits] of NOT_PUBLIC_6) refused.addSubnet(network, bits, 'ipv6')
const given6 = new BlockList()
given6.addSubnet('2000::', 3, 'ipv6')

/** Whether an IP address belongs to some host on the internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !refused.check(address, 'ipv4')
  return family === 6 && given6.check(address, 'ipv6') && !refused.check(address, 'ipv6')
}

/** A host whose name leads to where nothing may be sent. */
export class NotPublic extends Error {
  constructor() {
    super('The name leads to an address that is not public.')
    this.name = 'NotPublic'
  }
}

/**
 * Looks a name up as a connection does, and fails when any of its addresses is not public: the connection is made to what
 * was looked at, so that a name that answers something else the next time gains nothing.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? []
    const problem = error ?? (first && isAllPublic(found) ? null : new NotPublic())
    if (problem || !first) return callback(problem ?? new NotPublic(), [])
    if (options.all) return callback(null, found)
    callback(null, first.address, first.family)
  })
}

function isAllPublic(found: readonly LookupAddress[]): boolean {
  return found.every(({ address }) => isPublicAddress(address))
}
