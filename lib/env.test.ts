import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseEnv, wayIn } from './env'

const usable = {
  DATABASE_URL: 'postgresql://a:b@localhost/airworthy',
  NEXTAUTH_SECRET: 'a secret of at least thirty-two characters',
  AIRWORTHY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
}
const client = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' }
const pem = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey

test.each([
  ['', 'https://github.com', 'https://api.github.com'],
  ['https://github.com/', 'https://github.com', 'https://api.github.com'],
  ['https://octo.ghe.com', 'https://octo.ghe.com', 'https://api.octo.ghe.com'],
  ['https://git.example.com', 'https://git.example.com', 'https://git.example.com/api/v3'],
  ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000/api/v3'],
  ['https://ghe.com.evil.example', 'https://ghe.com.evil.example', 'https://ghe.com.evil.example/api/v3'],
])('GITHUB_URL %j alone says where its API is', (given, web, api) => {
  expect(parseEnv({ ...usable, ...client, GITHUB_URL: given })).toMatchObject({ GITHUB_URL: web, GITHUB_API_URL: api })
})

test('an address is given without the slashes at its end', () => {
  const urls = { GITHUB_API_URL: 'https://git.example.com/api/v3/', NEXTAUTH_URL: 'https://air.example.com//' }
  expect(parseEnv({ ...usable, ...client, ...urls })).toMatchObject({
    GITHUB_API_URL: 'https://git.example.com/api/v3',
    NEXTAUTH_URL: 'https://air.example.com',
  })
})

test('GITHUB_API_URL wins over what follows from GITHUB_URL', () => {
  const urls = { GITHUB_URL: 'https://git.example.com', GITHUB_API_URL: 'https://api.git.example.com' }
  expect(parseEnv({ ...usable, ...client, ...urls })).toMatchObject(urls)
})

test.each([
  [{ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: pem, ...client }, 'app'],
  [{ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: Buffer.from(pem).toString('base64'), ...client }, 'app'],
  [{ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: pem.replaceAll('\n', '\\n'), ...client }, 'app'],
  [client, 'oauth'],
  [{ GITHUB_TOKEN: 'ghp_x' }, 'token'],
])('what is set decides how GitHub is read: %#', (set, way) => {
  expect(wayIn(parseEnv({ ...usable, ...set }))).toBe(way)
})

test.each([
  [{ GITHUB_APP_ID: '7', ...client }, /GITHUB_APP_PRIVATE_KEY: is missing/],
  [{ GITHUB_APP_PRIVATE_KEY: pem, ...client }, /GITHUB_APP_ID: is missing/],
  [{ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: pem }, /the App's own/],
  [{ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: 'a-key-nobody-made', ...client }, /whole \.pem file/],
  [{ GITHUB_APP_ID: '7', GITHUB_APP_PRIVATE_KEY: pem, GITHUB_TOKEN: 'ghp_x', ...client }, /unset one of them/],
  [{}, /GITHUB_CLIENT_ID: set/],
])('half of a way in is refused, and no value is repeated: %#', (set, message) => {
  expect(() => parseEnv({ ...usable, ...set })).toThrow(message)
  expect(() => parseEnv({ ...usable, ...set })).toThrow(/^(?!.*(a-key-nobody-made|ghp_x))/s)
})

test('trusted proxies are addresses and networks, and nobody when nothing is set', () => {
  const proxies = (text: string) => parseEnv({ ...usable, ...client, TRUSTED_PROXIES: text }).TRUSTED_PROXIES
  expect(proxies('').check('10.1.2.3')).toBe(false)
  expect(proxies('192.0.2.7, 10.0.0.0/8 fd00::/8').check('10.1.2.3')).toBe(true)
  expect(proxies('192.0.2.7, 10.0.0.0/8').check('192.0.2.8')).toBe(false)
  expect(() => proxies('proxy.example.com')).toThrow(/TRUSTED_PROXIES: must be addresses or networks/)
})
