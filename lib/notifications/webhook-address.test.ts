import { beforeAll, expect, test, vi } from 'vitest'

const lookups = vi.hoisted(() => new Map<string, readonly { address: string; family: number }[]>())
vi.mock('node:dns/promises', () => ({ lookup: async (host: string) => lookups.get(host) ?? [] }))
vi.mock('node:dns', () => ({
  lookup: (host: string, _options: unknown, callback: (error: Error | null, found: unknown) => void) =>
    callback(null, lookups.get(host) ?? []),
}))

import { isPublicAddress, lookupPublic } from './public-hosts'
import { checkWebhookAddress, parseWebhookAddress } from './webhook-address'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
    GITHUB_TOKEN: 'a-token',
    NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
    AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  })
  lookups.set('hooks.example.com', [{ address: '93.184.215.14', family: 4 }])
  lookups.set('inside.example.com', [{ address: '10.1.2.3', family: 4 }])
  lookups.set('both.example.com', [
    { address: '93.184.215.14', family: 4 },
    { address: '169.254.169.254', family: 4 },
  ])
})

test.each(['8.8.8.8', '93.184.215.14', '172.32.0.1', '192.169.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
)

test.each([
  '127.0.0.1',
  '127.8.8.8',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fe80::1',
  'fc00::1',
  'fd12:3456::1',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::',
  'no-address',
])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

test.each([
  'https://localhost/x',
  'http://localhost/x',
  'https://127.0.0.1/x',
  'https://127.0.0.1./x',
  'https://①②⑦.0.0.1/x',
  'https://0177.0.0.1/x',
  'https://2130706433/x',
  'https://0x7f.1/x',
  'https://[::1]/x',
  'https://[::ffff:127.0.0.1]/x',
  'https://[::ffff:a9fe:a9fe]/x',
  'https://[::127.0.0.1]/x',
  'https://[64:ff9b::7f00:1]/x',
  'https://10.0.0.8:8443/x',
  'https://169.254.169.254/latest/meta-data',
  'https://intranet/x',
])('%s is refused as private, and is not repeated', (address) => {
  expect(() => parseWebhookAddress(address)).toThrow(/private network/)
  expect(() => parseWebhookAddress(address)).toThrow(/^(?!.*\/x)/)
})

test.each([
  '',
  'hooks.slack.com',
  'http://hooks.example.com/x',
  'ftp://hooks.example.com',
  `https://a.b/${'x'.repeat(500)}`,
])('%j is refused as no address of a webhook', (address) =>
  expect(() => parseWebhookAddress(address)).toThrow(/incoming webhook/),
)

test('an address with a user and a password is refused', () => {
  expect(() => parseWebhookAddress('https://me:secret@hooks.example.com/x')).toThrow(/password/)
})

test('a name is taken when all that it leads to is public', async () => {
  expect((await checkWebhookAddress(' https://hooks.example.com/services/T/B ')).host).toBe('hooks.example.com')
  await expect(checkWebhookAddress('https://inside.example.com/x')).rejects.toThrow(/private network/)
  await expect(checkWebhookAddress('https://both.example.com/x')).rejects.toThrow(/private network/)
  await expect(checkWebhookAddress('https://nobody.example.com/x')).rejects.toThrow(/no host of this name/)
})

test.each([
  ['hooks.example.com', true],
  ['inside.example.com', false],
  ['both.example.com', false],
  ['nobody.example.com', false],
])('a connection to %s is made only to what was looked at: %s', async (host, isMade) => {
  for (const all of [true, false]) {
    const found = await new Promise<unknown>((resolve) =>
      lookupPublic(host, { all }, (error, addresses) => resolve(error ?? addresses)),
    )
    if (!isMade) expect(found).toBeInstanceOf(Error)
    else expect(found).toEqual(all ? lookups.get(host) : '93.184.215.14')
  }
})
