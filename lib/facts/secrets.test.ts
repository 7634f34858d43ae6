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
  [
    'an address of a service of compose, were its name of several words',
    { 'settings.ini': `url = postgis://depot:${password}@depot-database:5432/depot\n` },
  ],
  ['a local address', { 'a.py': 'URL = "postgresql://user:password@localhost/db"\n' }],
])('no leak: %s', async (_, files) => {
  expect((await found(files)).filter((finding) => finding.startsWith('leak'))).toEqual([])
})

const K8S_SECRET = 'from airflow.providers.cncf.kubernetes.secret import Secret\n\n'

test.each([
  [
    'the name of a Secret of Kubernetes that a task is given',
    { 'dags/a.py': `${K8S_SECRET}s = Secret("env", "PASSWORD", secret="gke-restricted-secrets-2", key="sftp")\n` },
  ],
  [
    'texts of an interface, however deep',
    { 'web/lang/messages/site/de.json': '{\n  "password": "Zu-schwach-9xQ2"\n}\n' },
  ],
  ['texts in a file that is called by its language', { 'web/de-AT.json': '{\n  "password": "Zu-schwach-9xQ2"\n}\n' }],
  [
    'prose without spaces',
    { 'web/texts.json': '{"password_reset": 1,\n"password": "パスワードはリセットされました"}\n' },
  ],
  ['who vouches for a user', { 'a.py': 'create({"username": name, "password": "LDAP"})\nuser.password == "OIDC"\n' }],
  ['a setting that is asked whether it was set', { 'a.py': 'if settings.SECRET_KEY == "---":\n    warn()\n' }],
  [
    'the name of the file that holds a credential',
    { 'a.py': 'import os\n\nos.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "google-account.json"\n' },
  ],
  [
    'what the template of an env file makes up from the user',
    { '.env.template': 'DATABASE_URL=postgres://depot_user:depot_password@db.skylark.aero/depot\n' },
  ],
  ['words about a token', { 'a.py': 'token = "bearer authentication-is-used"\n' }],
  ['the word that a benchmark gives for a key', { 'benchmarks/walk.py': 'client = Client(api_key="benchmark")\n' }],
  [
    'what anonymous FTP is given for a password',
    {
      'a.py': `import ftplib\n\nFTP_USER = "anonymous"\nFTP_PASS = "${password}"\nftplib.FTP("ftp.skylark.aero").login("anonymous", "${password}")\n`,
    },
  ],
  [
    'a word for a server that asks for no key',
    { 'a.py': 'def ask(api_key: str = "EMPTY"):\n    return Client(api_key="not-needed")\n' },
  ],
  [
    'a password that the reader is asked for',
    { 'a.py': 'import smtplib\n\nsmtplib.SMTP("mail").login("me@skylark.aero", "yourr-password-here")\n' },
  ],
])('nothing is found: %s', async (_, files) => {
  expect(await found(files)).toEqual([])
})

test.each([
  ['the pair of key and secret that a client logs in with', `Client(key="depot", secret="${password}")\n`],
  ['a short token of letters that make up no words', 'API_TOKEN = "kqzvwxjbmrtplnhd"\n'],
  ['a random token, were it of letters only', 'API_KEY = "kqZxWvPlmTrnBghDswQaYcUeJfHiKo"\n'],
  ['a password that is one word of capitals', 'connect({"username": "scott", "password": "TIGER"})\n'],
  ['a password that a visitor has to know', 'if password == "airfield":\n    enter()\n'],
  [
    'a token behind the scheme of its header',
    `self.api_token = "Basic ${Buffer.from(`ops:${password}`).toString('base64')}"\n`,
  ],
  [
    'the password of somebody who is not anonymous',
    `FTP_PASS = "${password}"\nFTP_USER = "depot"\nMAIL_USER = "anonymous"\n`,
  ],
  ['a password that holds a few characters of a script without spaces', 'password = "Prod#2024数据库xk"\n'],
  ['a password with a digit beside such a script', 'password = "数据库数据库数据库k9Xw2"\n'],
  ['a password in a script with accents', `password = "ä${password}"\n`],
])('still a leak: %s', async (_, text) => {
  expect((await found({ 'a.py': text }))[0]).toBe('leak a.py:1')
})

test.each([
  ['words without separators under the name of a token', 'API_TOKEN = "correcthorsebatterystaple"\n'],
  ['a long word under the name of a token', 'API_TOKEN = "productionkeyofus"\n'],
  ['words under the name of a token', 'API_TOKEN = "correct-horse-battery"\n'],
  ['what a helper that reads the environment falls back to', 'SECRET_KEY = envsecret("SECRET_KEY", "---")\n'],
  ['a key that asks to be replaced and signs until it is', 'SECRET_KEY = "your-secret-key-here"\n'],
])('an insecure default: %s', async (_, text) => {
  expect(await found({ 'a.py': text })).toEqual(['insecure-default a.py:1'])
})

test('a literal that is used outside of production only is for development', async () => {
  const text = `if not settings.PRODUCTION:\n    password = "${password}"\n`
  expect(await found({ 'a.py': text })).toEqual(['development a.py:2'])
  expect(await found({ 'a.py': text.replace('not ', '') })).toEqual(['leak a.py:2'])
  expect(await found({ 'a.py': text.replace('PRODUCTION', 'PRODUCTION or local_only') })).toEqual(['leak a.py:2'])
})

test.each([['not (ENV != "production")'], ['PRODUCTION and DB is not prod']])(
  'a literal under %s is used in production',
  async (condition) => {
    const text = `if ${condition}:\n    password = "${password}"\n`
    expect(await found({ 'a.py': text })).toEqual(['leak a.py:2'])
  },
)

test('a password in an address of another host is a leak', async () => {
  expect(await found({ 'a.ini': `url = postgresql://app:${password}@db.skylark.aero/prod\n` })).toEqual([
    'leak a.ini:1',
  ])
})

test('a password in an address of another host, in the template of an env file, is for development', async () => {
  expect(await found({ '.env.template': `URL=postgresql://app:${password}@db.skylark.aero/prod\n` })).toEqual([
    'development .env.template:1',
  ])
})

test('a signing key is no key that a server may not ask for', async () => {
  expect(await found({ 'a.py': 'SECRET_KEY = "empty"\n' })).toEqual(['leak a.py:1'])
})

test('a password in a benchmark that is no word is for development', async () => {
  expect(await found({ 'benchmarks/walk.py': 'DB_PASSWORD = "Zk39fkLs8"\n' })).toEqual([
    'development benchmarks/walk.py:1',
  ])
})

test('a credible key in a benchmark is still a leak', async () => {
  expect(await found({ 'benchmarks/walk.py': `API_KEY = "${password}9xQ"\n` })).toEqual(['leak benchmarks/walk.py:1'])
})

describe('the defaults of a Flask application', () => {
  const key = `${password}${password}`
  const loads = (object: string, ...more: string[]) =>
    `def configure(app):\n${[`app.config.from_object(${object})`, ...more].map((call) => `    ${call}\n`).join('')}`
  const defaults = `SECRET_KEY = "${key}"\n\n\nclass Base:\n    SECRET_KEY = "${key}"\n\n\nclass Config(Base):\n    PAGE = 1\n`
  const inShop = async (config: string) =>
    found({ 'shop/__init__.py': '', 'shop/config.py': config, 'shop/defaults.py': defaults })

  test('are insecure, and no leak, where the environment replaces them', async () => {
    expect(await inShop(loads('"shop.defaults"', 'app.config.from_prefixed_env()'))).toEqual([
      'insecure-default shop/defaults.py:1',
      'leak shop/defaults.py:5',
    ])
    const ofClass = `from shop.defaults import Config\n\n\n${loads('Config', 'app.config.from_envvar("SHOP")')}`
    expect(await inShop(ofClass)).toEqual(['leak shop/defaults.py:1', 'insecure-default shop/defaults.py:5'])
  })

  test('are leaks where their name is not in capitals: Flask loads no others', async () => {
    const config = loads('"shop.defaults"', 'app.config.from_prefixed_env()')
    const text = `smtp_password = "${key}"\nSMTP_PASSWORD = "${key}"\n`
    expect(await found({ 'shop/__init__.py': '', 'shop/config.py': config, 'shop/defaults.py': text })).toEqual([
      'leak shop/defaults.py:1',
      'insecure-default shop/defaults.py:2',
    ])
  })

  test('are leaks where nothing replaces them, or what they replace was read before', async () => {
    const leaks = ['leak shop/defaults.py:1', 'leak shop/defaults.py:5']
    expect(await inShop(loads('"shop.defaults"'))).toEqual(leaks)
    expect(
      await inShop(`${loads('"other"', 'app.config.from_prefixed_env()', 'app.config.from_object("shop.defaults")')}`),
    ).toEqual(leaks)
  })
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

test('a private key in base64 is found, wrapped or not; a certificate is none', async () => {
  const pem = (what: string) => `-----BEGIN ${what}-----\n${'MIIEpAIBAAKCAQEA7v'.repeat(8)}\n`
  const manifest = (encoded: string) => ({ 'k8s/jwt.yaml': `kind: Secret\ndata:\n  jwt.key: ${encoded}\n` })
  const key = btoa(pem(`RSA ${'PRIVATE'} KEY`))
  expect(await found(manifest(key))).toEqual(['leak k8s/jwt.yaml:3'])
  expect(await found(manifest(`|\n    ${key.replace(/.{64}/g, '$&\n    ')}`))).toEqual(['leak k8s/jwt.yaml:4'])
  expect(await found(manifest(btoa(pem('CERTIFICATE'))))).toEqual([])
  expect(await found(manifest(btoa(pem('PUBLIC KEY'))))).toEqual([])
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

test('a password in a settings file is found whatever its name has in common with those of texts', async () => {
  const text = '{\n  "password": "Zu-schwach-9xQ2"\n}\n'
  for (const path of ['language.json', 'db-eu.json', 'slang/app.json', 'messages/app.json'])
    expect(await found({ [path]: text })).toEqual([`leak ${path}:2`])
})

test('a settings file is none of texts, were its name or a folder like a language', async () => {
  const text = '{\n  "db_password": "Zu-schwach-9xQ2"\n}\n'
  for (const path of [
    'config/app_QA.json',
    'db_EU.json',
    'api-US.json',
    'svc-DR.json',
    'services/lang/deploy/prod.json',
  ])
    expect(await found({ [path]: text })).toEqual([`leak ${path}:2`])
  for (const path of ['locales/pt-BR/auth.json', 'i18n/messages.de.json', 'ja-JP.json'])
    expect(await found({ [path]: text })).toEqual([])
})

test('what is no text is a leak among the texts of an interface too', async () => {
  expect(await found({ 'web/i18n/de.json': `{\n  "api_token": "${password}9xQ"\n}\n` })).toEqual([
    'leak web/i18n/de.json:2',
  ])
})

describe('a password in an address', () => {
  const url = (host: string) => `url = postgresql://app:${password}@${host}\n`

  test('is a leak in a template that is deployed, and for development in one that is copied by hand', async () => {
    const text = url('db.skylark.aero/depot')
    expect(await found({ 'infra/user_data.sh.tpl': text })).toEqual(['leak infra/user_data.sh.tpl:1'])
    for (const path of ['.env.tpl', 'settings.sample.ini.template', 'app.ini.dist'])
      expect(await found({ [path]: text })).toEqual([`development ${path}:1`])
    const madeUp = 'url = postgresql://depot_user:depot_password@db.skylark.aero/depot\n'
    expect(await found({ 'infra/user_data.sh.tpl': madeUp })).toEqual([])
  })

  test('of a host that one network knows is an insecure default, in compose for development', async () => {
    expect(await found({ 'a.ini': url('depot-db-01:5432/depot') })).toEqual(['insecure-default a.ini:1'])
    expect(await found({ 'compose.yml': url('depot-db/depot') })).toEqual(['development compose.yml:1'])
    expect(await found({ 'a.ini': url('warehouse/depot') })).toEqual([])
    expect(await found({ 'a.ini': 'url = postgresql://depot:depot@depot-db/depot\n' })).toEqual([])
  })

  test('is a leak where the host or the database is of production', async () => {
    for (const host of ['prod-db-01/x', 'warehouse:5432/depot_production', 'depot-live/x'])
      expect(await found({ 'a.ini': url(host) })).toEqual(['leak a.ini:1'])
    expect(await found({ 'a.ini': url('product-db/delivery') })).toEqual(['insecure-default a.ini:1'])
  })
})
