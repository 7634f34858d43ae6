import { beforeAll, describe, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'
import type { Value } from './record'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

function analyse(text: string) {
  return engine.analyse(new TextEncoder().encode(text))
}

function read(expression: string, target = 'x'): Value | undefined {
  return analyse(`${target} = ${expression}\n`).assignments[0]?.value
}

test.each<[string, Value]>([
  ['"a" "b"', { kind: 'string', value: 'ab' }],
  ['("a"\n  "b")', { kind: 'string', value: 'ab' }],
  ['b"a\\n"', { kind: 'string', value: 'a\n' }],
  ['r"a\\n"', { kind: 'string', value: 'a\\n' }],
  ['f"/v1/{name}/x"', { kind: 'fstring', value: '/v1/{name}/x' }],
  ['-1_000', { kind: 'number', value: -1000 }],
  ['0x10', { kind: 'number', value: 16 }],
  ['True', { kind: 'bool', value: true }],
  ['None', { kind: 'none' }],
  [
    '[1, "a"]',
    {
      kind: 'list',
      items: [
        { kind: 'number', value: 1 },
        { kind: 'string', value: 'a' },
      ],
    },
  ],
  [
    '{"a": 1}',
    { kind: 'dict', entries: [{ key: { kind: 'string', value: 'a' }, value: { kind: 'number', value: 1 } }] },
  ],
  ['settings.DEBUG', { kind: 'name', value: 'settings.DEBUG' }],
  [
    'f(1, k=2)',
    { kind: 'call', callee: 'f', args: [{ kind: 'number', value: 1 }], keywords: { k: { kind: 'number', value: 2 } } },
  ],
  ['a + 1', { kind: 'other', text: 'a + 1' }],
  ['1_000_000_000_000_000_000_000j', { kind: 'number', value: 1e21 }],
])('%s is read as a value', (expression, value) => {
  expect(read(expression)).toEqual(value)
})

test('long strings are cut and deep nesting ends', () => {
  expect(read(JSON.stringify('a'.repeat(1000)))).toEqual({ kind: 'string', value: 'a'.repeat(200) })
  expect(JSON.stringify(read(`${'['.repeat(50)}${']'.repeat(50)}`)).length).toBeLessThan(500)
})

test('a name that was assigned keeps how it is written', () => {
  const { calls } = analyse('from fastapi import FastAPI\nimport uvicorn\napp = FastAPI()\nuvicorn.run(app)\n')
  expect(calls.at(-1)?.args).toEqual([{ kind: 'name', value: 'fastapi.FastAPI()', written: 'app' }])
})

describe('secrets', () => {
  test.each([
    ['SECRET_KEY', '"k3v!9xQ2mZ7#pL5t"', 'k3v!…', false],
    ['DB_PASSWORD', '"admin"', '…', false],
    ['app.config["SECRET_KEY"]', '"k3v!9xQ2mZ7#pL5t"', 'k3v!…', false],
    ['apiKey', '"9f8e7d6c5b4a39281706"', '9f8e…', false],
    ['password', '"changeme"', 'ch…', true],
    ['password', '""', '…', true],
    ['API_TOKEN', '"<your-token>"', '<yo…', true],
    ['SECRET_KEY', '"django-insecure-x8#kd92ls0ql"', 'djan…', true],
    ['key', `"${'AK'}IAIOSFODNN7SKYLARK"`, 'AKIA…', false],
    ['header', `"ghp_${'Ab1'.repeat(12)}"`, 'ghp_…', false],
    ['pem', '"-----BEGIN RSA PRIVATE KEY-----"', '----…', true],
    ['stripe.api_key', '"sk_test_123"', 'sk…', true],
    ['access_token', '"let-me-in-now"', 'let…', false],
    ['css_token', '"change-me"', 'ch…', true],
    ['GITLAB_TOKEN', '"kqzxwvplmtrnbghdswqa"', 'kqzx…', false],
    ['VAULT_TOKEN', '"root"', '…', false],
    ['Password', '"account:secret:change"', 'acco…', false],
  ])('%s = %s is masked', (target, expression, masked, placeholder) => {
    expect(read(expression, target)).toMatchObject({ kind: 'secret', masked, placeholder })
  })

  test('an address with credentials keeps its host and loses its password', () => {
    expect(read('"postgresql://ada:s3cr3t-pw@db.skylark.example:5432/app?x=1"')).toEqual({
      kind: 'secret',
      masked: 'postgresql://ada:…@db.skylark.example:5432/app',
      length: 9,
      entropy: 2.95,
      placeholder: false,
    })
    expect(read('"postgresql://user:user@localhost/app"')).toMatchObject({ placeholder: true })
  })

  test.each([
    ['TOKEN_URL', '"https://example.org/token"'],
    ['Password', '"Password:"'],
    ['VISION_MAX_TOKENS', '"300"'],
    ['REFRESH_TOKEN_COOKIE_KEY', '"refresh_token_of_ours"'],
    ['TOKEN_PRICE', '"0.01"'],
    ['password', '"*****"'],
    ['PASSWORD_FIELD', '"password"'],
    ['ATTR_PASSWORD', '"user_password"'],
    ['ATTR_PASSWORD', '"password"'],
    ['HEADER_TOKEN', '"X-Hangar-Token"'],
    ['_NEW_TOKEN_SESSION_KEY', '"_new_refresh_token"'],
    ['password_error', '"Your password is wrong"'],
    ['password_help', '"at least 8 characters long"'],
    ['PasswordResetAttempt', '"account:password:reset:attempt"'],
    ['css_token', '"bookmark-label"'],
    ['css_token', '"content"'],
    ['SECRET_NAME', '"prod/db"'],
    ['secret_path', '"/run/secrets/db"'],
    ['API_KEY', '"API_KEY"'],
    ['SECRET_KEY_FILE', '"/run/secrets/key"'],
    ['tokenizer', '"bert-base-uncased"'],
    ['token', '"abc"'],
    ['compass', '"north-north-west"'],
    ['author', '"Ada Lovelace"'],
  ])('%s = %s is an ordinary string', (target, expression) => {
    expect(read(expression, target)?.kind).toBe('string')
  })

  test('defaults, keywords and entries are secret by their own name', () => {
    const record = analyse(`
import os
connect(user="ada", password="s3cr3t-pw-9")
def login(user, token="tok-93jd-82hs"): ...
CONFIG = {"db": {"password": "s3cr3t-pw-9", "host": "db"}}
KEY = os.getenv("SECRET_KEY", "s3cr3t-pw-9")
class Settings(BaseSettings):
    secret_key: str = Field("s3cr3t-pw-9", min_length=3)
    password: SecretStr = SecretStr("s3cr3t-pw-9")
`)
    const text = JSON.stringify(record)
    expect(text).not.toContain('s3cr3t')
    expect(text).not.toContain('tok-93')
    expect(text.match(/"kind":"secret"/g)?.length).toBeGreaterThanOrEqual(6)
    expect(text).toContain('SECRET_KEY')
  })

  test('a sentence that speaks of a password is no name for one', () => {
    const { literalSecrets } = analyse('TEXTS = {"disabled because no admin password": "the login is off here"}\n')
    expect(literalSecrets).toEqual([])
  })

  test.each([
    'connect("u", "RealPassw0rdHere!").api_key = "Zx81kdj39fjq02kd"',
    '(make("RealPassw0rdHere!") or other)(password="Tr0ub4dor&3xyz")',
    'Client(api_key="RealPassw0rdHere!").password = "Tr0ub4dor&3xyz"',
    'CONFIG = {"RealPassw0rdHere!": {"password": "Tr0ub4dor&3xyz"}}',
    'TABLE["RealPassw0rdHere!"]["password"] = "Tr0ub4dor&3xyz"',
    'get_client(password="RealPassw0rdHere!").password == "Tr0ub4dor&3xyz"',
    'password: Annotated[str, Field(default="RealPassw0rdHere!")] = "Tr0ub4dor&3xyz"',
    'if pw == "RealPassw0rdHere!":\n    password = "Tr0ub4dor&3xyz"',
  ])('what stands around a credential gives none away: %s', (text) => {
    const found = JSON.stringify(analyse(`${text}\n`).literalSecrets)
    expect(found).toContain('"name"')
    expect(found).not.toMatch(/RealPassw|ub4dor/)
  })

  test('no secret gets out by another way: expressions, written callees, headers, annotations', () => {
    const record = analyse(`# key AKIAIOSFODNN7SKYLARK
x = "AKIAIOSFODNN7SKYLARK" + suffix
password = "s3cr3t-pw-9" + suffix
Client("ghp_${'Ab1'.repeat(12)}").get(1)
def f(x: Literal["AKIAIOSFODNN7SKYLARK"]) -> Literal["AKIAIOSFODNN7SKYLARK"]: ...
url = f"postgres://ada:s3cr3t-pw-9@{host}/x"
check(password == "s3cr3t-pw-9")
d = {"AKIAIOSFODNN7SKYLARK": 1}
e["AKIAIOSFODNN7SKYLARK"] = 1
try:
    f()
except Err("AKIAIOSFODNN7SKYLARK"):
    pass
@route("/AKIAIOSFODNN7SKYLARK")
class G(Base["AKIAIOSFODNN7SKYLARK"]): ...
`)
    const text = JSON.stringify(record)
    expect(text).not.toContain('SKYLARK')
    expect(text).not.toContain('s3cr3t')
    expect(text).not.toContain('Ab1Ab1')
  })
})
