import { expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import type { DockerfileEntry } from './facts'

function read(files: Record<string, string>): readonly DockerfileEntry[] {
  return createFacts(virtualSnapshot(files), new Map()).dockerfiles.files
}

function readOne(dockerfile: string, others: Record<string, string> = {}): DockerfileEntry {
  const [entry] = read({ ...others, Dockerfile: dockerfile })
  if (!entry) throw new Error('no Dockerfile was found')
  return entry
}

test('a stage inherits image, user and command from the stage that it is built on', () => {
  const { final } = readOne(
    [
      'ARG VERSION=3.12',
      `FROM python:\${VERSION}-slim AS Base`,
      'RUN adduser app',
      'USER app',
      'CMD ["gunicorn", "shop.wsgi", "--access-logfile", "a b"]',
      'FROM base AS runtime',
      'ENV PORT=8000',
      'COPY . .',
    ].join('\n'),
  )
  expect(final).toMatchObject({ name: 'runtime', image: 'python', tag: '3.12-slim', user: { name: 'app', line: 4 } })
  expect(final?.command).toEqual({ words: ['gunicorn', 'shop.wsgi', '--access-logfile', 'a b'], line: 5, exec: true })
  expect(final?.environment).toEqual({ PORT: '8000' })
})

test('a new entry point drops the command of the stage below', () => {
  const { final } = readOne('FROM python:3.12 AS a\nCMD ["x"]\nFROM a\nENTRYPOINT ["./run.sh"]\n')
  expect(final?.command).toBeNull()
  expect(final?.entrypoint?.words).toEqual(['./run.sh'])
})

test('a registry with a port, a platform and a digest do not hide the tag', () => {
  const { final } = readOne(
    'FROM --platform=linux/amd64 registry.example:5000/base/python:3.12@sha256:abc\nCMD ["python"]',
  )
  expect(final).toMatchObject({ image: 'registry.example:5000/base/python', tag: '3.12', digest: true })
})

test('an argument without a default leaves the image unresolved', () => {
  expect(readOne(`ARG BASE\nFROM \${BASE}\nRUN pip install x`).final).toMatchObject({ image: null, tag: null })
})

test('the shell form is what Docker makes of it, comments in continued lines are dropped', () => {
  const { final } = readOne('FROM python:3.12\nCMD exec \\\n  # the server\n  gunicorn app:app\n')
  expect(final?.command?.exec).toBe(false)
  expect(final?.command?.words.slice(0, 2)).toEqual(['/bin/sh', '-c'])
  expect(final?.command?.words[2]?.split(/\s+/)).toEqual(['exec', 'gunicorn', 'app:app'])
})

test('the stage that ships is the one for production, not a test stage after it', () => {
  const text =
    'FROM python:3.12 AS production\nUSER app\nCMD ["gunicorn", "a"]\nFROM production AS unit_tests\nUSER root\nCMD ["pytest"]\n'
  expect(readOne(text).final?.name).toBe('production')
})

test('a target that compose names is the stage that ships', () => {
  const text = 'FROM python:3.12 AS api\nCMD ["gunicorn", "a"]\nFROM python:3.12 AS jobs\nCMD ["celery"]\n'
  const compose = 'services:\n  web:\n    build:\n      context: .\n      target: api\n'
  expect(readOne(text, { 'compose.yaml': compose }).final?.name).toBe('api')
  expect(readOne(text, { 'compose.override.yaml': compose }).final?.name).toBe('jobs')
})

test.each([
  ['Dockerfile', 'FROM python:3.12-slim\nCMD ["python", "app.py"]', 'application'],
  [
    'docker/web/Dockerfile',
    'FROM ubuntu:24.04\nRUN apt-get update && apt-get install -y python3-pip\nCMD ["x"]',
    'application',
  ],
  ['.devcontainer/Dockerfile', 'FROM python:3.12\nCMD ["x"]', 'development'],
  ['Dockerfile.dev', 'FROM python:3.12\nCMD ["x"]', 'development'],
  ['ci/Dockerfile', 'FROM python:3.12\nCMD ["x"]', 'ci'],
  ['Dockerfile.wheel', 'FROM quay.io/pypa/manylinux2014_x86_64\nRUN pip install x', 'ci'],
  ['db/Dockerfile', 'FROM postgres:16\nCOPY init.sql /', 'other'],
  ['frontend/Dockerfile', 'FROM node:22\nCMD ["npm", "start"]', 'other'],
  ['tests/Dockerfile', 'FROM python:3.12\nCMD ["x"]', 'other'],
])('%s of %j is for: %s', (path, text, purpose) => {
  expect(read({ [path]: text })[0]?.purpose).toBe(purpose)
})

test.each([
  ['COPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .', { ok: true, locked: true, line: 3 }],
  ['COPY . .\nRUN pip install -r requirements.txt', { ok: false, locked: true, line: 3 }],
  ['COPY ranges.txt .\nRUN pip install -r ranges.txt\nCOPY . .', { ok: true, locked: false, line: 3 }],
  [
    'RUN pip install poetry\nCOPY pyproject.toml poetry.lock ./\nRUN poetry install\nCOPY src src',
    { ok: true, locked: true, line: 4 },
  ],
  [
    'RUN --mount=type=bind,source=uv.lock,target=uv.lock uv sync --frozen\nCOPY . .',
    { ok: true, locked: true, line: 2 },
  ],
  ['COPY pinned.txt .\nRUN pip install -r pinned.txt\nCOPY . .', { ok: true, locked: false, line: 3 }],
  [
    'COPY requirements/main.txt /tmp/all.txt\nRUN pip install -r /tmp/all.txt\nCOPY . .',
    { ok: true, locked: true, line: 3 },
  ],
  ['COPY pyproject.toml pdm.lock* ./\nRUN pdm install\nCOPY . .', { ok: true, locked: false, line: 3 }],
  [
    'COPY uv.lock .\nRUN uv export > all.txt && pip install -r requirements-all.txt\nCOPY . .',
    { ok: true, locked: true, line: 3 },
  ],
  ['COPY . .\nRUN python setup.py build', null],
])('tells whether dependencies come before code: %j', (rest, expected) => {
  const pins = 'flask==3.0.0\nredis==5.0.1\n'
  const compiled = `# This file is autogenerated by pip-compile with Python 3.12\n${pins}`
  const files = {
    'requirements.txt': compiled,
    'requirements/main.txt': compiled,
    'pinned.txt': pins,
    'ranges.txt': 'flask>=3\n',
  }
  expect(readOne(`FROM python:3.12\n${rest}\nCMD ["x"]`, files).dependenciesBeforeCode).toEqual(expected)
})

test('an ignore file is found beside the Dockerfile or at the root', () => {
  expect(readOne('FROM python:3.12', { '.dockerignore': '.git' }).dockerignore).toBe('.dockerignore')
  expect(read({ 'app/Dockerfile': 'FROM a', 'app/.dockerignore': 'x' })[0]?.dockerignore).toBe('app/.dockerignore')
  expect(readOne('FROM python:3.12').dockerignore).toBeNull()
})

test.each([
  ['empty', ''],
  ['no Dockerfile at all', '<html>\nFROM here\n</html>'],
  ['open JSON', 'FROM python:3.12\nCMD ["a", '],
  ['nested variables', `FROM ${`\${A:-`.repeat(5000)}`],
  ['many continuations', `FROM a\nRUN x ${'\\\n'.repeat(50_000)}`],
  ['a stage built on itself', 'FROM a AS a\nFROM a AS a\nUSER x'],
  ['an open heredoc', 'FROM a\nRUN <<EOF\npip install x'],
  ['too long', `FROM a\n${'RUN x\n'.repeat(100_000)}`],
])('does not throw on %s', (_name, text) => {
  expect(() => readOne(text)).not.toThrow()
})

test('a broken Dockerfile says what is wrong', () => {
  expect(readOne('hello world\n').error).toMatch(/line 1/i)
  expect(readOne('RUN x\n').error).toMatch(/no FROM/)
})
