import { beforeAll, expect, test } from 'vitest'
import { virtualFacts } from '@/lib/facts/virtual-facts'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { Fix } from './check'
import { CHECKS } from './registry'
import type { CharacteristicId } from './rubric'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const lines = (count: number) => Array.from({ length: count }, (_, i) => `RATE_${i} = ${i}\n`).join('')
const SETUP =
  "from setuptools import setup\n\nsetup(name='freight', packages=['freight'], entry_points={'console_scripts': ['freight=freight.cli:main']})\n"

test('a package with bare imports of neighbours is told to import them through it, not to move', () => {
  const fix = fixOf('modular-structure', {
    'setup.py': SETUP,
    'freight/__init__.py': '',
    'freight/cli.py': `import zones\n\n\ndef main():\n    print(zones)\n${lines(60)}`,
    'freight/zones.py': lines(90),
  })
  expect(fix.summary).toBe('Import neighbours through their package.')
  expect(fix.snippet).toMatchObject({ path: 'freight/cli.py', code: 'from . import zones  # not: import zones\n' })
})

test('a bare import of names from a neighbour is told to take them from it through the package', () => {
  const fix = fixOf('modular-structure', {
    'setup.py': SETUP,
    'freight/__init__.py': '',
    'freight/cli.py': `from zones import RATE_1\n\n\ndef main():\n    print(RATE_1)\n${lines(60)}`,
    'freight/zones.py': lines(90),
  })
  expect(fix.snippet?.code).toBe('from .zones import …  # not: from zones import …\n')
})

test('a key that the application signs with is made anew, since nobody else gave it', () => {
  const { summary } = fixOf('secrets-management', { 'settings.py': 'SECRET_KEY = "you will never guess"\n' })
  expect(summary).toContain('Generate a new SECRET_KEY now')
  expect(summary).not.toContain('provider')
  expect(fixOf('secrets-management', { 'pay.py': `API_TOKEN = "vK8wq2LmX${'0zR'}7pT"\n` }).summary).toContain(
    'Rotate API_TOKEN at its provider now',
  )
})

test('a package whose modules change sys.path is told to be installed instead', () => {
  const tricked = (other: string) =>
    `import sys\n\nsys.path.append("lib")\n\nfrom freight import ${other}\n${lines(60)}`
  const fix = fixOf('modular-structure', {
    'freight/__init__.py': '',
    'freight/rates.py': tricked('zones'),
    'freight/zones.py': tricked('rates'),
  })
  expect(fix.summary).toContain('Take the changes of sys.path out')
})

test('a package of one file is told to split it', () => {
  const fix = fixOf('modular-structure', { 'freight/__init__.py': '', 'freight/freight.py': lines(400) })
  expect(fix.summary).toBe('Split freight/freight.py by topic into several modules of its package.')
})

test('loose modules are told to move into a package', () => {
  const fix = fixOf('modular-structure', { 'freight.py': lines(280), 'zones.py': lines(90) })
  expect(fix.summary).toContain('Move the code into one package below src/')
})

const PACKAGE = {
  'freight/__init__.py': '',
  'freight/rates.py': `import click\nimport redis\n\n${lines(60)}`,
}
const project = (dependencies: string) =>
  `[project]\nname = "freight"\nversion = "1.0"\nclassifiers = ["Programming Language :: Python :: 3"]\ndependencies = [${dependencies}]\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`

test('a package without ranges is told to give them, and never to lock', () => {
  const { summary, snippet } = fixOf('dependency-management', {
    ...PACKAGE,
    'pyproject.toml': project('"click", "redis"'),
  })
  expect(summary).toContain('Give click and redis ranges')
  expect(summary).toContain('A package needs no lock')
  expect(snippet).toBeUndefined()
})

test('a package that imports what it does not declare is told to declare it', () => {
  const { summary } = fixOf('dependency-management', { ...PACKAGE, 'pyproject.toml': project('"click>=8"') })
  expect(summary).toContain('Declare redis in pyproject.toml with a range')
  expect(summary).not.toContain('lock')
})

test('an application whose versions are not locked is told to lock them', () => {
  const { summary } = fixOf('dependency-management', {
    'requirements.txt': 'click==8.1.7\nredis==5.0.1\n',
    'app.py': `import click\nimport redis\n\n\n@click.command()\ndef main():\n    redis.Redis()\n\n\n${lines(60)}`,
  })
  expect(summary).toContain('lock it with one tool')
})

test('a library or worker is not told to answer with a status of HTTP', () => {
  const library = fixOf('input-validation', {
    'pyproject.toml': project('"click>=8"'),
    'freight/__init__.py': '',
    'freight/rates.py': `import json\n\n\ndef read(text):\n    return json.loads(text)\n\n\n${lines(60)}`,
  })
  expect(library.summary).toContain('raise an error of your own')
  const worker = fixOf('input-validation', {
    'requirements.txt': 'celery==5.4.0\n',
    'tasks.py': `from celery import Celery\n\napp = Celery("mail")\n\n\n@app.task\ndef send(parcel):\n    print(parcel["zone"])\n\n\n${lines(60)}`,
  })
  expect(worker.summary).toContain('set aside what does not fit')
  for (const { summary, snippet } of [library, worker]) expect(`${summary} ${snippet?.code}`).not.toContain('400')
})

const TESTED = {
  'requirements.txt': 'pytest==8.3.0\n',
  'freight/__init__.py': '',
  'freight/rates.py': lines(90),
  'tests/test_rates.py': 'from freight import rates\n\n\ndef test_rate():\n    assert rates.RATE_1 == 1\n',
}
const workflow = (run: string, events = '[push, pull_request]') =>
  `name: CI\non: ${events}\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${run}\n`

test.each(['testing', 'ci-cd'] as const)(
  'of tests whose failure is ignored %s names the step and shows it without what swallows the failure',
  (id) => {
    const { summary, snippet } = fixOf(id, { ...TESTED, '.github/workflows/ci.yml': workflow('pytest || true') })
    expect(summary).toBe('Take `|| true` out of .github/workflows/ci.yml:8, so that a failed test stops the change.')
    expect(snippet).toEqual({ path: '.github/workflows/ci.yml', language: 'yaml', code: '- run: pytest\n' })
  },
)

test('a setting that lets tests fail is named', () => {
  const files = { ...TESTED, '.github/workflows/ci.yml': workflow('pytest\n        continue-on-error: true') }
  expect(fixOf('testing', files).summary).toContain('Take `continue-on-error: true` away from the tests')
})

test('a setting of another step is not named', () => {
  const steps = 'ruff check .\n        continue-on-error: true\n      - run: pytest || echo failed'
  const other = fixOf('testing', { ...TESTED, '.github/workflows/ci.yml': workflow(steps) })
  expect(other.summary).toBe(
    'Let a failed test at .github/workflows/ci.yml:10 stop the change: something there swallows its exit code.',
  )
})

test('a setting of the job that runs the tests is named', () => {
  const ofJob = workflow('pytest').replace('    steps:', '    continue-on-error: true\n    steps:')
  expect(fixOf('testing', { ...TESTED, '.github/workflows/ci.yml': ofJob }).summary).toContain(
    'Take `continue-on-error: true` away',
  )
})

test('a line that holds more than the test command is not quoted', () => {
  const run = `|\n          curl -H "X-Api-Key: Zk39fkL${'Ls8qPw2mR'}" https://ci.corp.example/ && pytest || true`
  const { summary, snippet } = fixOf('testing', { ...TESTED, '.github/workflows/ci.yml': workflow(run) })
  expect(summary).toContain('Take `|| true` out of')
  expect(snippet).toBeUndefined()
})

test('tests that no change starts are told to run on changes, in the pipeline that is there', () => {
  const files = { ...TESTED, '.github/workflows/ci.yml': workflow('pytest', '[workflow_dispatch]') }
  const { summary, snippet } = fixOf('testing', files)
  expect(summary).toContain('Run the tests of .github/workflows/ci.yml:8 on every push')
  expect(snippet?.code).toMatch(/^on:\n/)
})

test('who has tests is not told to begin with one', () => {
  expect(fixOf('testing', TESTED).summary).toBe('Run the tests in a pipeline on every pull request.')
  const { 'tests/test_rates.py': _, ...untested } = TESTED
  expect(fixOf('testing', untested).summary).toContain('begin with one')
})

test('commands to run go into no file', () => {
  const fix = fixOf('dependency-management', {
    'requirements.txt': 'click>=8\n',
    'app.py': `import click\n${lines(60)}`,
  })
  expect(fix.snippet).toMatchObject({ path: '', language: 'sh' })
})

const BOT =
  'import json\n\nfrom celery import Celery\n\napp = Celery("mail")\n\n\n@app.task\ndef send(parcel):\n    print(json.loads(parcel)["zone"])\n'

test('a worker with a page for its health is still told to parse its messages, at the first that is not', () => {
  const { summary, snippet } = fixOf('input-validation', {
    'requirements.txt': 'celery==5.4.0\nflask==3.0.0\n',
    '.airworthy.yml': 'kind: worker\n',
    'tasks.py': `${BOT}\n\n${lines(60)}`,
    'health.py':
      'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route("/health")\ndef health():\n    return "ok"\n',
  })
  expect(summary).toMatch(/^Parse each message into a model .* Begin at tasks\.py:\d+\.$/)
  expect(snippet).toMatchObject({ path: 'tasks.py', code: expect.not.stringContaining('request') })
})

const connected = 'import psycopg\n\nDB = psycopg.connect("postgresql://mail:xFg3p1nhwjl1xd@db1.internal/mail")\n'

test('a password in an address is changed in the database, and the variable that holds the address elsewhere is used', () => {
  const settings = 'import os\n\nBROKER_URL = os.environ["BROKER_URL"]\nDATABASE_URL = os.environ["DATABASE_URL"]\n'
  const { summary, snippet } = fixOf('secrets-management', { 'mail.py': connected, 'settings.py': settings })
  expect(summary).toContain('Change the password of the address at mail.py:3 in the database now')
  expect(summary).toContain('use DATABASE_URL there as well, which settings.py:4 reads from the environment')
  expect(snippet).toMatchObject({ path: 'mail.py', code: expect.stringContaining('url = os.environ["DATABASE_URL"]') })
})

test('the variable for an address is named after what it opens', () => {
  expect(fixOf('secrets-management', { 'mail.py': connected }).snippet?.code).toContain(
    'url = os.environ["DATABASE_URL"]',
  )
})

function fixOf(id: CharacteristicId, files: Readonly<Record<string, string>>): Fix {
  const check = CHECKS.find((each) => each.id === id)
  if (!check) throw new Error(`No check is called ${id}`)
  return check.fix(virtualFacts(files, engine))
}
