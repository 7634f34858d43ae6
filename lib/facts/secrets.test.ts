import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualFacts } from './virtual-facts'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const found = (files: Record<string, string>) =>
  virtualFacts(files, engine).secrets.findings.map(({ severity, path, line }) => `${severity} ${path}:${line}`)
/** Put together here: no text of a token's form may stand in this repository. */
const aws = `AK${'IA'}QYLPMN5HFIQR7XYZ`
const password = 'vK8wq2LmX0zR'

test('a key of a known provider is a leak in any kind of text', () => {
  expect(found({ 'deploy.sh': `#!/bin/sh\nexport KEY=${aws}\n` })).toEqual(['leak deploy.sh:2'])
})

test('the value itself is never kept: only a masked form', () => {
  const { secrets } = virtualFacts(
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
  ['a local address', { 'a.py': 'URL = "postgresql://user:password@localhost/db"\n' }],
])('no leak: %s', (_, files) => {
  expect(found(files).filter((finding) => finding.startsWith('leak'))).toEqual([])
})

test('a password in an address of another host is a leak', () => {
  expect(found({ 'a.ini': `url = postgresql://app:${password}@db.skylark.aero/prod\n` })).toEqual(['leak a.ini:1'])
})

test('a literal in a class for development is not a leak', () => {
  expect(found({ 'config.py': `class DevelopmentConfig:\n    SECRET_KEY = "${password}${password}"\n` })).toEqual([
    'development config.py:2',
  ])
})

test('a coded suppression marks a finding as a decision', () => {
  const { secrets } = virtualFacts({ 'a.py': `password = "${password}"  # noqa: S105\n` }, engine)
  expect(secrets.findings).toMatchObject([{ suppressed: true }])
})

test('a private key is found by its first lines, a certificate is none', () => {
  const key = `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${'MIIEpAIBAAKCAQEA7v'.repeat(4)}\n`
  expect(found({ 'deploy/id.pem': key })).toEqual(['leak deploy/id.pem:1'])
  expect(found({ 'deploy/ca.pem': key.replace(/RSA PRIVATE KEY/, 'CERTIFICATE') })).toEqual([])
})
