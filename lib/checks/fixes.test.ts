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

function fixOf(id: CharacteristicId, files: Readonly<Record<string, string>>): Fix {
  const check = CHECKS.find((each) => each.id === id)
  if (!check) throw new Error(`No check is called ${id}`)
  return check.fix(virtualFacts(files, engine))
}
