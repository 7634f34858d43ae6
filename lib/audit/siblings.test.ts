import { beforeAll, describe, expect, test } from 'vitest'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, type RecordSource } from './audit'
import { createInThreadRecords } from './in-thread'

let records: RecordSource
beforeAll(async () => {
  records = await createInThreadRecords()
})

type Files = Record<string, string>

const audit = (files: Files) =>
  auditSnapshot(virtualSnapshot(files), records, (id, error) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  })

/** What a check says of one project of a repository. */
async function told(files: Files, project: string, wanted: CharacteristicId) {
  const { projects } = await audit(files)
  const result = projects.find(({ path }) => path === project)?.results.find(({ id }) => id === wanted)
  if (!result) throw new Error(`No project ${project}`)
  const places = result.evidence.map(({ path, line }) => (line ? `${path}:${line}` : path))
  return { verdict: result.verdict, message: result.message, places }
}

const packaged = (name: string, needs: readonly string[] = []) =>
  `[project]\nname = "${name}"\nversion = "1"\ndependencies = ${JSON.stringify(needs)}\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`
const work = 'def add(a: int, b: int) -> int:\n    """Sum."""\n    return a + b\n\n\n'.repeat(15)
const service = (first: string) =>
  `import logging\n\nfrom fastapi import FastAPI\n\n${first}\n\nlogger = logging.getLogger(__name__)\napp = FastAPI()\n\n\n@app.get("/health")\ndef health() -> dict:\n    logger.info("asked")\n    return {}\n\n\n${work}`

/** A service and a package beside it, as a workspace has them. */
const workspace = (first: string, shared: Files, needs: readonly string[] = ['fastapi', 'acme-core']): Files => ({
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n',
  'libs/core/pyproject.toml': packaged('acme-core'),
  'libs/core/src/core/__init__.py': '',
  'libs/core/src/core/sums.py': work,
  ...Object.fromEntries(Object.entries(shared).map(([name, text]) => [`libs/core/src/core/${name}`, text])),
  'services/api/pyproject.toml': packaged('acme-api', needs),
  'services/api/Dockerfile': 'FROM python:3.12-slim\nCMD ["uvicorn", "api.main:app"]\n',
  'services/api/api/__init__.py': '',
  'services/api/api/main.py': service(first),
})

describe('logging that another project of the repository sets up', () => {
  const observed =
    'import logging\n\n\ndef begin(name):\n    _handlers()\n\n\ndef _handlers():\n    logging.basicConfig()\n'
  const verdict = (first: string, shared: Files, needs?: readonly string[]) =>
    told(workspace(first, shared, needs), 'services/api', 'structured-logging')

  test('is that of the service that calls it, through functions and re-exports', async () => {
    const shared = { 'observed.py': observed, 'start.py': 'from .observed import begin\n' }
    const found = await verdict('from core.start import begin\n\nbegin("api")', shared)
    expect(found).toMatchObject({ verdict: 'pass' })
    expect(found.places).toContain('libs/core/src/core/observed.py:9')
  })

  test('is not that of a service that imports it and never calls it', async () => {
    expect(await verdict('from core.observed import begin', { 'observed.py': observed })).toMatchObject({
      verdict: 'partial',
    })
  })

  test('counts where the module does it when it is imported', async () => {
    expect(
      await verdict('import core.observed', { 'observed.py': 'import logging\n\nlogging.basicConfig()\n' }),
    ).toMatchObject({ verdict: 'pass' })
  })

  test('counts in a namespace that both share, where the service asks for the other', async () => {
    const first = 'from acme.core.observed import begin\n\nbegin("api")'
    const files = (needs: readonly string[]) => ({
      ...workspace(first, {}, needs),
      'libs/core/src/acme/core/observed.py': observed,
      'services/api/acme/api/__init__.py': work,
    })
    expect(await told(files(['fastapi', 'acme-core']), 'services/api', 'structured-logging')).toMatchObject({
      verdict: 'pass',
    })
    expect(await told(files(['fastapi']), 'services/api', 'structured-logging')).toMatchObject({ verdict: 'partial' })
  })

  test('is none where the module does it as a program of its own', async () => {
    const program = 'import logging\n\nx = 1\n\nif __name__ == "__main__":\n    logging.basicConfig()\n'
    expect(await verdict('from core.observed import x', { 'observed.py': program })).toMatchObject({
      verdict: 'partial',
    })
  })

  test('is none where only types are imported', async () => {
    const types = 'from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    from core.observed import x'
    expect(await verdict(types, { 'observed.py': 'import logging\n\nx = 1\nlogging.basicConfig()\n' })).toMatchObject({
      verdict: 'partial',
    })
  })

  test('is none of a service whose import means a distribution of another name', async () => {
    const files = {
      ...workspace('from kafka import KafkaConsumer', {}, ['fastapi', 'kafka-python']),
      'kafka/pyproject.toml': packaged('acme-events'),
      'kafka/__init__.py': `import logging\n\nlogging.basicConfig()\n\n\n${work}`,
    }
    expect(await told(files, 'services/api', 'structured-logging')).toMatchObject({ verdict: 'partial' })
  })

  test('is none of a service whose import means a distribution of the package index', async () => {
    expect(
      await verdict('from core.observed import begin\n\nbegin("api")', { 'observed.py': observed }, [
        'fastapi',
        'core',
      ]),
    ).toMatchObject({
      verdict: 'partial',
    })
  })
})

describe('settings that lie in another project of the repository', () => {
  const settings =
    'from pydantic_settings import BaseSettings\n\n\nclass Settings(BaseSettings):\n    database_url: str\n    debug: bool = False\n\n\nsettings = Settings()\n'

  test('are those of the service that imports them', async () => {
    const found = await told(
      workspace('from core.settings import settings', { 'settings.py': settings }),
      'services/api',
      'environment-config',
    )
    expect(found).toMatchObject({ verdict: 'pass' })
    expect(found.places).toContain('libs/core/src/core/settings.py:4')
  })

  test('are none of a service that does not import them', async () => {
    expect(
      await told(workspace('from core import sums', { 'settings.py': settings }), 'services/api', 'environment-config'),
    ).toMatchObject({ verdict: 'fail' })
  })
})

test('metrics that another project sets up are those of the service that calls it', async () => {
  const shared = {
    'observed.py':
      'from prometheus_fastapi_instrumentator import Instrumentator\n\n\ndef begin(app):\n    Instrumentator().instrument(app)\n',
  }
  const verdict = async (first: string) =>
    (await told(workspace(first, shared), 'services/api', 'metrics-tracing')).verdict
  const { projects } = await audit(workspace('from core.observed import begin\n\nbegin(None)', shared))
  const result = projects
    .find(({ path }) => path === 'services/api')
    ?.results.find(({ id }) => id === 'metrics-tracing')
  expect(result?.evidence[0]?.note).toMatch(/ for what imports it\.$/)
  expect(await verdict('from core.observed import begin\n\nbegin(None)')).toBe('pass')
  expect(await verdict('from core.observed import begin')).toBe('fail')
})

test('a package of the repository is no dependency that is declared nowhere', async () => {
  const files = {
    'common/shared/__init__.py': '',
    'common/shared/sums.py': work,
    'common/setup.cfg': '[metadata]\nname = shared-sums\n',
    'job/Dockerfile': 'FROM python:3.12\nCMD ["python", "job.py"]\n',
    'job/job.py': `from shared.sums import add\n\nprint(add(1, 2))\n\n\n${work.repeat(2)}`,
  }
  expect(await told(files, 'job', 'dependency-management')).toMatchObject({ verdict: 'not_applicable' })
})

describe.each(['', 'python/'])('what a workspace root in the folder "%s" keeps for its members', (root) => {
  const lock = (name: string, folder: string) =>
    `version = 1\n\n[manifest]\nmembers = ["acme-api", "acme-core"]\n\n[[package]]\nname = "acme-api"\nversion = "1"\nsource = { editable = "services/api" }\ndependencies = [{ name = "acme-core" }, { name = "fastapi" }]\n\n[package.metadata]\nrequires-dist = [{ name = "acme-core", editable = "libs/core" }, { name = "fastapi" }]\n\n[[package]]\nname = "acme-core"\nversion = "1"\nsource = { editable = "libs/core" }\n\n[[package]]\nname = "fastapi"\nversion = "0.115.0"\nsource = { registry = "https://pypi.org/simple" }\n\n[[package]]\nname = "${name}"\nversion = "1"\nsource = { virtual = "${folder}" }\n`
  const files = (more: Files): Files => ({
    'README.md': '# Acme\n',
    'deploy/release.py': work.repeat(2),
    ...Object.fromEntries(
      Object.entries({ ...workspace('', {}), ...more }).map(([path, text]) => [`${root}${path}`, text]),
    ),
  })
  const of = (more: Files, wanted: CharacteristicId) => told(files(more), `${root}services/api`, wanted)

  test('locks them', async () => {
    const found = await of({ 'uv.lock': lock('acme', '.') }, 'dependency-management')
    expect(found).toMatchObject({ verdict: 'pass' })
    expect(found.places[0]).toMatch(new RegExp(`^${root}uv.lock`))
  })

  test('and leaves out those that it does not list', async () => {
    const needs = packaged('acme-api', ['fastapi>=0.100', 'acme-core>=1'])
    const other = 'version = 1\n\n[[package]]\nname = "fastapi"\nversion = "0.115.0"\n'
    expect(await of({ 'uv.lock': other, 'services/api/pyproject.toml': needs }, 'dependency-management')).toMatchObject(
      { verdict: 'partial' },
    )
  })

  test('is how Ruff looks at them', async () => {
    const long = 'x = 1; y = 2\n'.repeat(40)
    const more = {
      'services/api/api/more.py': long,
      'pyproject.toml':
        '[tool.uv.workspace]\nmembers = ["services/*", "libs/*"]\n\n[tool.ruff.lint]\nignore = ["E702"]\n',
    }
    expect((await of(more, 'code-style')).verdict).toBe('partial')
    expect((await of({ 'services/api/api/more.py': long }, 'code-style')).verdict).toBe('fail')
  })

  test('is the hooks that run before a commit', async () => {
    const hooks =
      'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.6.0\n    hooks:\n      - id: ruff\n'
    const found = await of({ '.pre-commit-config.yaml': hooks }, 'code-style')
    expect(found.places.join(' ')).toContain(`${root}.pre-commit-config.yaml`)
  })
})

test('a lock in a folder around a project that does not know it is none of its', async () => {
  const files = {
    'backend/pyproject.toml': packaged('acme-backend', ['fastapi']),
    'backend/backend/__init__.py': '',
    'backend/backend/main.py': work.repeat(3),
    'backend/poetry.lock': '[[package]]\nname = "fastapi"\nversion = "0.115.0"\n\n[metadata]\nlock-version = "2.0"\n',
    'backend/jobs/pyproject.toml': packaged('acme-jobs', ['requests']),
    'backend/jobs/Dockerfile': 'FROM python:3.12\nCMD ["celery", "-A", "jobs", "worker"]\n',
    'backend/jobs/jobs.py': `import celery\nimport requests\n\napp = celery.Celery()\n\n\n${work.repeat(2)}`,
  }
  expect((await told(files, 'backend/jobs', 'dependency-management')).places.join(' ')).not.toContain('poetry.lock')
})

test('a function that a template deploys is of the project that it is written in', async () => {
  const job = (name: string) => ({
    [`${name}/requirements.txt`]: 'boto3==1.35.0\n',
    [`${name}/main.py`]: `def handler(event, context): ...\n\n\n${work.repeat(2)}`,
  })
  const deployed = (name: string) =>
    `  ${name}:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: ../${name}/\n      Handler: main.handler\n      Runtime: python3.12\n`
  const files = { ...job('paid'), ...job('sent'), 'infra/template.yaml': `Resources:\n${deployed('sent')}` }
  const of = (project: string) => told(files, project, 'containerization')
  expect((await of('sent')).places).toContain('infra/template.yaml')
  expect(await of('paid')).toMatchObject({ verdict: 'not_applicable' })
})

test('a function is of the archive that its own folder of Terraform names', async () => {
  const job = (name: string) => ({
    [`${name}/requirements.txt`]: 'boto3==1.35.0\n',
    [`${name}/main.py`]: `def handler(event, context): ...\n\n\n${work.repeat(2)}`,
    [`infra/${name}/main.tf`]: `data "archive_file" "code" {\n  source_dir = "../../${name}"\n}\n\nresource "aws_lambda_function" "run" {\n  filename = data.archive_file.code.output_path\n  handler = "main.handler"\n}\n`,
  })
  const files = { ...job('paid'), ...job('sent') }
  const of = async (project: string) => (await told(files, project, 'containerization')).places
  expect(await of('paid')).toEqual(['infra/paid/main.tf:5'])
  expect(await of('sent')).toEqual(['infra/sent/main.tf:5'])
})

test('a worker whose Celery another project makes is a worker', async () => {
  const { projects } = await audit({
    ...workspace('', { 'queue.py': 'from celery import Celery\n\n\ndef make(name):\n    return Celery(name)\n' }),
    'services/jobs/pyproject.toml': packaged('acme-jobs', ['celery', 'acme-core']),
    'services/jobs/jobs/__init__.py': '',
    'services/jobs/jobs/app.py': `from celery import shared_task\nfrom core.queue import make\n\napp = make("jobs")\n\n\n@shared_task\ndef clean(): ...\n\n\n${work.repeat(2)}`,
  })
  expect(projects.find(({ path }) => path === 'services/jobs')?.kind).toBe('worker')
})

test('a lock that takes a namesake of a project from the package index does not know the project', async () => {
  const files = {
    'pyproject.toml': `${packaged('acme', ['tool'])}\n[tool.uv.workspace]\nmembers = ["libs/*"]\n`,
    'acme/__init__.py': work.repeat(2),
    'uv.lock':
      'version = 1\n\n[[package]]\nname = "acme"\nversion = "1"\nsource = { editable = "." }\n\n[package.metadata]\nrequires-dist = [{ name = "tool" }]\n\n[[package]]\nname = "tool"\nversion = "3"\nsource = { registry = "https://pypi.org/simple" }\n',
    'apps/tool/pyproject.toml': packaged('tool', ['fastapi']),
    'apps/tool/tool/main.py': service(''),
    'apps/tool/Dockerfile': 'FROM python:3.12\nCMD ["uvicorn", "tool.main:app"]\n',
  }
  const found = await told(files, 'apps/tool', 'dependency-management')
  expect(found.verdict).toBe('fail')
  expect(found.places.join(' ')).not.toContain('uv.lock')
})

test('tracing that a template switches on is that of the functions that it deploys', async () => {
  const job = (name: string, more: string) => ({
    [`${name}/src/requirements.txt`]: 'boto3==1.35.0\n',
    [`${name}/src/main.py`]: `import boto3\n\n\ndef handler(event, context): ...\n\n\n${work.repeat(2)}`,
    [`${name}/template.yaml`]: `Resources:\n  Run:\n    Type: AWS::Serverless::Function\n    Properties:\n      CodeUri: src/\n      Handler: main.handler\n      Runtime: python3.12\n${more}`,
  })
  const files = { ...job('paid', '      Tracing: Active\n'), ...job('sent', '') }
  expect((await told(files, 'paid/src', 'metrics-tracing')).verdict).toBe('pass')
  expect((await told(files, 'sent/src', 'metrics-tracing')).verdict).toBe('fail')
})

test('a folder without a manifest is not what is packaged around it', async () => {
  const { projects } = await audit({
    'README.md': '# Acme\n',
    'backend/pyproject.toml': `${packaged('acme', ['click'])}\n[project.scripts]\nacme = "acme.cli:main"\n`,
    'backend/acme/cli.py': `import click\n\n\n@click.command()\ndef main(): ...\n\n\n${work.repeat(2)}`,
    'backend/sync/Dockerfile': 'FROM python:3.12\nCMD ["python", "sync.py"]\n',
    'backend/sync/sync.py': `import time\n\n\n${work.repeat(2)}while True:\n    time.sleep(1)\n`,
  })
  expect(projects.map(({ path, kind }) => [path, kind])).toEqual([
    ['backend', 'cli'],
    ['backend/sync', 'worker'],
  ])
})

test('a project is of the kind that its own manifests say, not those of the root', async () => {
  const setup = (more: string) =>
    `from setuptools import setup\n\nSETUP = {"name": "x", "classifiers": ["License :: OSI Approved"]}\nsetup(**SETUP${more})\n`
  const { projects } = await audit({
    'setup.py': setup(''),
    'acme/__init__.py': work.repeat(2),
    'libs/queue/setup.py': setup(''),
    'libs/queue/acme_queue/__init__.py': `from celery import Celery\n\napp = Celery()\n\n\n${work.repeat(2)}`,
    'jobs/requirements.txt': 'celery==5.4.0\n',
    'jobs/tasks.py': `from celery import Celery\n\napp = Celery()\n\n\n${work.repeat(2)}`,
  })
  expect(projects.map(({ path, kind }) => [path, kind])).toEqual([
    ['', 'library'],
    ['jobs', 'worker'],
    ['libs/queue', 'library'],
  ])
})
