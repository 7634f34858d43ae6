import { expect, test } from 'vitest'
import { findCredentialsIn } from './find-credentials'
import { type KnownSecrets, maskedSource } from './masked-source'
import { TOKEN_SAMPLES } from './token-samples'

const NOTHING: KnownSecrets = { hits: [], lines: new Map() }
const VALUE = 'tr0ub4dor-and-3'

function mask(path: string, text: string, known = NOTHING): string {
  return maskedSource(path, text, known)(1, text.split('\n').length).join('\n')
}

test.each([
  ['settings.py', `PASSWORD = "${VALUE}"`],
  ['settings.py', `PASSWORD = (\n    "${VALUE}"\n)`],
  ['settings.py', `connect(user="x", password='${VALUE}')`],
  ['settings.py', `CONFIG = {"password": "${VALUE}"}`],
  ['settings.py', `API_TOKENS = [\n    "a",\n    "${VALUE}",\n]`],
  ['settings.py', `PASSWORD = """\n${VALUE}\n"""`],
  ['settings.py', `PASSWORD = "${VALUE}`],
  ['settings.py', `PASSWORD = rb'${VALUE}'`],
  ['settings.py', `PASSWORDS = {names["ada"]: "${VALUE}"}`],
  ['settings.py', `TOKENS = ["${VALUE}"]`],
  ['settings.py', `# it isn't a password: '${VALUE}'`],
  ['a.yaml', `password: ${VALUE}`],
  ['a.yaml', `passwords:\n  ada: ${VALUE}`],
  ['a.yaml', `password: >-\n  ${VALUE}`],
  ['a.yaml', `tokens:\n- ${VALUE}`],
  ['a.yaml', `env:\n  - name: DB_PASSWORD\n    value: ${VALUE}`],
  ['a.json', `{"apiKey": "${VALUE}"}`],
  ['a.ini', `secret_key=${VALUE}`],
  ['.env', `ANYTHING=${VALUE}`],
  ['Dockerfile', `ENV DB_PASSWORD ${VALUE}`],
  ['Dockerfile', `ENV DB_PASSWORD=${VALUE}`],
  ['README.md', `curl -u admin:${VALUE} https://x`],
  ['README.md', `postgres://u:${VALUE}@h/d`],
  ['run.sh', `export TOKEN=${VALUE}`],
  ['deploy.pem.txt', `-----BEGIN RSA PRIVATE KEY-----\n${VALUE}\n-----END RSA PRIVATE KEY-----`],
  ['deploy.txt', `-----BEGIN PRIVATE KEY-----\nx\n${VALUE}`],
])('%s does not show the value in %j', (path, text) => {
  expect(mask(path, text)).not.toContain(VALUE)
})

test.each([
  ['main.py', 'key = os.environ["SECRET_KEY"]'],
  ['main.py', 'raise ValueError("The password is too short for this")'],
  ['main.py', 'app.get("/health")'],
  ['main.py', 'init(dsn=settings.sentry_dsn, environment=settings.environment)'],
  ['main.py', 'init(dsn=settings.SENTRY_DSN)'],
  ['main.py', 'kid = header(token)["kid"]'],
  ['README.md', "| `SECRET_KEY` | Django's signing key |"],
  ['main.py', 'def check(password: str) -> bool:\n    return True'],
  ['main.py', 'if token:\n    names = ["one"]'],
  ['a.yaml', `password: \${DB_PASSWORD}`],
  ['a.yaml', 'uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11'],
  ['a.yaml', 'runs-on: ubuntu-latest\nsteps:\n  - run: pytest'],
  ['Dockerfile', 'FROM python:3.12-slim@sha256:2be8daddbb82756f7d1f2c7ece706aadcb284bf6ab6d769ea695cc3ed6016743'],
])('%s shows %j as it stands', (path, text) => {
  expect(mask(path, text)).toBe(text)
})

test.each([
  ['settings.py', `PASSWORD = """\nabc\n${VALUE}\n"""`],
  ['settings.py', `PASSWORDS = """admin:one\nroot:${VALUE}\n"""`],
  ['settings.py', `x = os.getenv("DB_PASSWORD",\n   "${VALUE}")`],
  ['settings.py', `x = os.environ.get(\n    "DB_PASSWORD",\n    "${VALUE}",\n)`],
  ['settings.py', `SECRET = "abc" + \\\n  "x" + \\\n  "${VALUE}"`],
  ['settings.py', `login(user="x",\n   password=\n   "${VALUE}")`],
  ['settings.py', `requests.get(u, auth=("admin", "${VALUE}"))`],
  ['settings.py', `HTTPBasicAuth("admin", "${VALUE}")`],
  ['settings.py', `h = {"Authorization": "Basic ${VALUE}"}`],
  ['settings.py', `dbpassword = "${VALUE}"`],
  ['settings.py', `url = "postgres://u:a/${VALUE}@h/d"`],
  ['settings.py', `url = "postgres://u:a@${VALUE}@h/d"`],
  ['settings.py', `# the old password: ${VALUE}`],
  ['settings.py', `x = 1  # pw: ${VALUE}`],
  ['settings.py', `PASSPHRASE = "correct horse ${VALUE} staple"`],
  ['settings.py', `users = {"password": "correct horse ${VALUE} staple"}`],
  ['settings.py', `password: str = "correct horse ${VALUE} staple"`],
  ['a.yaml', `db: {user: admin, password: ${VALUE}}`],
  ['a.yaml', `- {name: DB_PASSWORD, value: ${VALUE}}`],
  ['a.yaml', `- value: ${VALUE}\n  name: DB_PASSWORD`],
  ['a.yaml', `environment: [MYSQL_PASSWORD=letmein${VALUE}]`],
  ['a.yaml', `args: [--password, ${VALUE}]`],
  ['a.yaml', `db/password: ${VALUE}`],
  ['a.yaml', `password: !!binary |\n  ${VALUE}`],
  ['a.yaml', `password: "abc\n  ${VALUE}"`],
  ['a.yaml', `tokens:\n- abc\n- ${VALUE}`],
  ['a.yaml', `PGPASSWORD: ${VALUE}`],
  ['a.yaml', `# password: ${VALUE}`],
  ['a.yaml', `apiVersion: v1\nkind: Secret\nstringData:\n  db: ${VALUE}`],
  ['secrets.yaml', `stripe: ${VALUE}`],
  ['a.json', `{\n  "name": "DB_PASSWORD",\n  "value": "${VALUE}"\n}`],
  ['a.json', `{"auths": {"r": {"auth": "${VALUE}"}}}`],
  ['.env', `KEY="line\n${VALUE}"`],
  ['.env', `# OLD=${VALUE}`],
  ['Dockerfile', `ENV A=1 DB_PASSWORD=${VALUE}`],
  ['Dockerfile', `RUN mysql -u root -p${VALUE}`],
  ['Dockerfile', `RUN sshpass -p ${VALUE} ssh x`],
  ['main.tf', `variable "db_password" {\n  default = "${VALUE}"\n}`],
  ['s.xml', `<password>${VALUE}</password>`],
  ['README.md', `**Password**: ${VALUE}`],
  ['README.md', `username / password: admin / ${VALUE}`],
  ['README.md', `The password is ${VALUE}.`],
  ['README.md', `| password | ${VALUE} |`],
])('%s does not show what stands beside its name in %j', (path, text) => {
  expect(mask(path, text)).not.toContain(VALUE)
})

test('what is random in quotes is shown under no name', () => {
  expect(mask('a.py', 'login("ada", "Zq7rYyS8Gh1x")')).toBe('login("ada", "…")')
  expect(mask('a.py', 'use("OAuth2Bearer", "HS256", "sha256WithRSA")')).toContain(
    '"OAuth2Bearer", "HS256", "sha256WithRSA"',
  )
})

test('a number that is a password is none to show', () => {
  expect(mask('a.json', '{"user": "x", "password": 483920}')).toBe('{"user": "x", "password": …}')
})

test.each([
  ['main.py', 'option(help="Where the token service of the port listens")'],
  ['main.py', 'password = environ["DB_PASSWORD"]'],
  ['main.py', 'app.include_router(auth.router, prefix="/auth", tags=["auth"])'],
  ['main.py', 'if not token:\n    raise HTTPException(401, "Missing token in the header")\nx = "abc"'],
  ['main.py', '"""Return the token.\n\nMore of it.\n"""\nx = "abc"'],
  ['main.py', 'def login(user: str, password: str) -> None:\n    log("start")'],
  ['a.yaml', 'permissions:\n  contents: read\n  id-token: write'],
  ['a.yaml', 'secretKeyRef:\n  name: db\n  key: password'],
  ['a.yaml', 'kind: Secret\n---\nkind: Deployment\nreplicas: 2'],
  ['a.yaml', `password: \${{ secrets.X }}\nhost: db`],
  ['a.yaml', '- run: pytest -p no:cacheprovider'],
  ['README.md', 'Set the token in the settings, then start. Passwords are hashed.'],
  ['README.md', '| `API_TOKEN` | Token of the API | required |'],
])('%s keeps what only names a secret in %j', (path, text) => {
  expect(mask(path, text)).toBe(text)
})

test('what stands beside a value that goes on in further lines is shown', () => {
  expect(mask('a.yaml', `- password: ${VALUE}\n  host: db`)).toBe('- password: …\n  host: db')
})

test('a value that the engine found is blotted out over all the lines that it takes', () => {
  const text = `call(\n    "first-part-of-it"\n    "second-part-of-it"\n)\nafter = "shown"\n`
  const known = { hits: [], lines: new Map([[2, 34]]) }
  const shown = mask('a.py', text, known)
  expect(shown).not.toMatch(/first|second/)
  expect(shown).toContain('after = "shown"')
})

test('lines keep their numbers where a key of several lines is left out', () => {
  const text = `a\n-----BEGIN PRIVATE KEY-----\nMIIB\nMIIC\n-----END PRIVATE KEY-----\nb`
  expect(maskedSource('a.txt', text, NOTHING)(3, 6)).toEqual(['…', '…', '-----END PRIVATE KEY-----', 'b'])
})

test('what the library of known forms finds is left out where it stands', async () => {
  const token = `xoxb-123456789012-1234567890123-${'aB3dE6gH'.repeat(3)}`
  const text = `send("${token}")\n`
  const credentials = await findCredentialsIn([{ path: 'tests/a.py', text }])
  const hits = credentials('tests/a.py') ?? []
  expect(hits).toHaveLength(1)
  expect(mask('tests/a.py', text, { hits, lines: new Map() })).toBe('send("xoxb-…")\n')
})

test.each(TOKEN_SAMPLES.map((sample) => [`${sample.what} (${sample.messageId})`, sample] as const))(
  'no %s is shown of a file that no fact looks into',
  async (_, { before = 'it is ', value, after = '', path = 'fixtures/notes.txt' }) => {
    const text = `first\n${before}${value}${after}\nlast\n`
    const hits = (await findCredentialsIn([{ path, text }]))(path) ?? []
    const shown = mask(path, text, { hits, lines: new Map() })
    expect(shown).not.toContain(value)
    expect(shown).not.toContain(value.slice(-12))
    expect(shown).toMatch(/^first\n.*\nlast\n$/s)
  },
)

test('characters that change how a line reads are shown as what they are', () => {
  expect(mask('a.py', 'x = 1 # \u202e\u2066 hidden\u0007')).toBe('x = 1 # \ufffd\ufffd hidden\ufffd')
})

test('hostile lines take no longer than their length asks for', () => {
  const lines = [
    'token-'.repeat(600),
    'password # "'.repeat(300),
    ' '.repeat(4000),
    `password${' '.repeat(4000)}=`,
    `"${'\\'.repeat(4000)}`,
    'a=b;'.repeat(1000),
  ]
  const text = Array.from({ length: 200 }, (_, index) => lines[index % lines.length]).join('\n')
  const source = maskedSource('a.yaml', text, NOTHING)
  for (let line = 1; line < 200; line += 1) expect(source(line, line + 4)).toHaveLength(Math.min(5, 201 - line))
})
