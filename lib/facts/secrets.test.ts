import { beforeAll, describe, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { TOKEN_SAMPLES, type TokenSample } from './secrets/token-samples'
import { searchedFacts } from './virtual-facts'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const found = async (files: Record<string, string>) =>
  (await searchedFacts(files, engine)).secrets.findings.map(({ severity, path, line }) => `${severity} ${path}:${line}`)
/** Put together here: no text of a token's form may stand in this repository. */
const aws = `AK${'IA'}QYLPMN5HFIQR7XYZ`
const password = 'vK8wq2LmX0zR'

test('a key of a known provider is a leak in any kind of text', async () => {
  expect(await found({ 'deploy.sh': `#!/bin/sh\nexport KEY=${aws}\n` })).toEqual(['leak deploy.sh:2'])
})

test('the value itself is never kept: only a masked form', async () => {
  const { secrets } = await searchedFacts(
    { 'deploy.sh': `export KEY=${aws}\n`, 'pay.py': `password = "${password}"\n` },
    engine,
  )
  const text = JSON.stringify(secrets)
  expect(text).not.toContain(aws)
  expect(text).not.toContain(password)
})

test.each([
  ['an example of the documentation', { 'a.py': 'key = "AKIAIOSFODNN7EXAMPLE"\n' }],
  ['tests', { 'tests/test_a.py': `key = "${aws}"\n` }],
  ['vendored code', { 'vendor/a.py': `password = "${password}"\n` }],
  [
    'the name of a field',
    { 'a.py': 'PASSWORD_FIELD = "password_confirm_field"\nTOKEN_URL = "https://auth.example.com/x"\n' },
  ],
  ['a reference to the environment', { 'config.yaml': 'password: $DB_PASSWORD\ntoken: "{{ vault_token }}"\n' }],
  ['a pin of conda', { 'environment.yml': 'dependencies:\n  - conda-token=0.4.0=pyhd3eb1b0_0\n' }],
  ['words that stand for a value', { 'a.py': 'start(token="xoxb-valid")\npassword = "yourpassword"\n' }],
  ['an address of this machine by number', { 'a.py': 'URL = "mysql://root:r00t-at-home@127.0.0.1:3306/test"\n' }],
  [
    'an entry point',
    { 'pyproject.toml': '[project.scripts]\npybritive-aws-cred-process = "pybritive.helpers.process:main"\n' },
  ],
  ['a host and its port', { 'helm/values.yaml': 'redis:\n  connectionString: "redis-cart-eu-1:6379"\n' }],
  ['words of an interface', { 'web/i18n/de.json': '{"auth_pass_weak": "Passwort-zu-schwach-9"}\n' }],
  ['a local address', { 'a.py': 'URL = "postgresql://user:password@localhost/db"\n' }],
])('no leak: %s', async (_, files) => {
  expect((await found(files)).filter((finding) => finding.startsWith('leak'))).toEqual([])
})

test('a password in an address of another host is a leak', async () => {
  expect(await found({ 'a.ini': `url = postgresql://app:${password}@db.skylark.aero/prod\n` })).toEqual([
    'leak a.ini:1',
  ])
})

test('a literal in a class for development is not a leak', async () => {
  expect(await found({ 'config.py': `class DevelopmentConfig:\n    SECRET_KEY = "${password}${password}"\n` })).toEqual(
    ['development config.py:2'],
  )
})

test('a coded suppression marks a finding as a decision', async () => {
  const { secrets } = await searchedFacts({ 'a.py': `password = "${password}"  # noqa: S105\n` }, engine)
  expect(secrets.findings).toMatchObject([{ suppressed: true }])
})

test('a private key is found by its first lines, a certificate is none', async () => {
  const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA7v'.repeat(4)}\n`
  expect(await found({ 'deploy/id.pem': key })).toEqual(['leak deploy/id.pem:1'])
  expect(await found({ 'deploy/ca.pem': key.replace(/RSA PRIVATE KEY/, 'CERTIFICATE') })).toEqual([])
})

describe('of what the library finds only the beginning that names the provider is told', () => {
  test.each(TOKEN_SAMPLES.map((sample) => [`${sample.what} (${sample.messageId})`, sample] as const))(
    '%s',
    async (_, { path = 'deploy.sh', before = 'TOKEN=', value, after = '', what }: TokenSample) => {
      const { secrets } = await searchedFacts({ [path]: `${before}${value}${after}\n` }, engine)
      expect(secrets.findings).toMatchObject([{ severity: 'leak', what, path }])
      // A private key begins and ends with lines that are no secret.
      const secret = value.startsWith('-----') ? value.slice(60, 90) : value.slice(-12)
      expect(JSON.stringify(secrets)).not.toContain(secret)
      const shown = secrets.findings[0]?.masked.split('…')[0] ?? ''
      expect(shown.length).toBeLessThanOrEqual(40)
    },
  )
})

test.each([
  ['of the tests', 'tests/test_a.py'],
  ['of vendored code', 'vendor/a.py'],
  ['of the documentation', 'docs/a.md'],
])('what the library finds in a file %s is no finding', async (_, path) => {
  const token = TOKEN_SAMPLES.find(({ rule }) => rule === 'github')?.value
  expect(await found({ [path]: `token = "${token}"\n` })).toEqual([])
})

test('a placeholder in the form of a token is no finding', async () => {
  expect(await found({ 'a.sh': `TOKEN=ghp_${'x'.repeat(36)}\nOTHER=glpat-your-${'token-goes-here-now'}\n` })).toEqual(
    [],
  )
})

test('a suppression beside a token marks it as a decision', async () => {
  const token = TOKEN_SAMPLES.find(({ rule }) => rule === 'figma')?.value
  const { secrets } = await searchedFacts({ 'a.sh': `TOKEN=${token} # gitleaks:allow\n` }, engine)
  expect(secrets.findings).toMatchObject([{ suppressed: true }])
})
