import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'

const read = (files: Record<string, string>) => createFacts(virtualSnapshot(files), new Map()).dependencies
const summary = (files: Record<string, string>) =>
  read(files).declared.map(({ name, specifier, scope, line }) => `${name}${specifier} ${scope} ${line}`)

describe('manifests', () => {
  test('reads PEP 621, groups and build requirements with their lines', () => {
    const files = {
      'pyproject.toml': `[project]
name = "Sky_Api"
requires-python = ">=3.12"
dependencies = [
  "fastapi[standard]>=0.115,<1",
  "httpx ; python_version >= '3.10'",
]
[project.optional-dependencies]
docs = ["mkdocs"]
[dependency-groups]
dev = ["ruff==0.16.4", { include-group = "test" }]
test = ["pytest"]
[project.scripts]
sky = "sky.cli:main"
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`,
    }
    expect(summary(files)).toEqual([
      'fastapi>=0.115,<1 runtime 5',
      'httpx runtime 6',
      'mkdocs docs 9',
      'ruff==0.16.4 dev 11',
      'pytest test 12',
      'hatchling build 16',
    ])
    const fact = read(files)
    expect(fact.package).toEqual({ name: 'sky-api', path: 'pyproject.toml', line: 2, requiresPython: '>=3.12' })
    expect(fact.buildBackend?.name).toBe('hatchling.build')
    expect(fact.scripts[0]).toMatchObject({ name: 'sky', target: 'sky.cli:main', line: 14 })
    expect(fact.has('FastAPI')).toBe(true)
  })

  test('a member of the workspace and a folder are asked for without a version', () => {
    const files = {
      'pyproject.toml':
        '[project]\nname = "api"\ndependencies = ["acme_core", "acme-jobs", "httpx"]\n[tool.uv.sources]\nacme-core = { workspace = true }\nacme-jobs = { path = "../jobs" }\nhttpx = { git = "https://github.com/encode/httpx" }\n',
    }
    expect(read(files).declared.map(({ name, specifier }) => [name, specifier])).toEqual([
      ['acme-core', 'from the workspace'],
      ['acme-jobs', '../jobs'],
      ['httpx', ''],
    ])
  })

  test('a lock that holds the version of a package in a folder matches what asks for the folder', () => {
    const files = {
      'pyproject.toml':
        '[project]\nname = "api"\ndependencies = ["acme-core"]\n[tool.uv.sources]\nacme-core = { path = "../core" }\n',
      'pylock.toml': 'lock-version = "1.0"\n\n[[packages]]\nname = "acme-core"\nversion = "0.1.0"\n',
    }
    expect(read(files).locks).toMatchObject([{ freshness: 'matches' }])
  })

  test('what benchmarks need is no need of the application', () => {
    expect(summary({ 'requirements.txt': 'httpx', 'benchmarks/requirements.txt': 'celery' })).toEqual([
      'celery dev 1',
      'httpx runtime 1',
    ])
  })

  test('reads Poetry, requirements with includes and constraints, Pipfile, conda and setup.cfg', () => {
    expect(
      summary({
        'pyproject.toml': `[tool.poetry]
name = "x"
[tool.poetry.dependencies]
python = "^3.11"
flask = "^3.0"
gunicorn = { version = "21.2.0", optional = true }
[tool.poetry.group.dev.dependencies]
pytest = "*"
`,
      }),
    ).toEqual(['flask^3.0 runtime 5', 'gunicorn==21.2.0 optional 6', 'pytest dev 8'])
    expect(
      summary({
        'requirements.txt':
          '-r base.txt\n-c constraints.txt\nflask==3.0.0  # web\nrequests\ngit+https://example.org/a/thing.git@main#egg=thing\n--index-url https://x\n',
        'constraints.txt': 'requests==2.32.0\n',
        'requirements-dev.txt': 'pytest>=8\n',
        Pipfile: '[packages]\ndjango = "*"\n[dev-packages]\nblack = "==24.1.0"\n',
        'environment.yml':
          'dependencies:\n  - python=3.11\n  - conda-forge::numpy=1.26.4\n  - pip:\n      - rich>=13\n',
        'setup.cfg': '[metadata]\nname = y\n[options]\ninstall_requires =\n    click>=8\n    attrs\n',
      }).sort(),
    ).toEqual([
      'attrs runtime 6',
      'black==24.1.0 dev 4',
      'click>=8 runtime 5',
      'django runtime 2',
      'flask==3.0.0 runtime 3',
      'numpy=1.26.4 runtime 3',
      'pytest>=8 dev 1',
      'requests==2.32.0 runtime 4',
      'rich>=13 runtime 5',
      'thinggit+https://example.org/a/thing.git@main#egg=thing runtime 5',
    ])
  })

  test('says what is wrong with a manifest that does not parse, and reads hostile text', () => {
    const [manifest] = read({ 'pyproject.toml': '[project]\ndependencies = ["a"]\n],\n' }).manifests
    expect(manifest?.error).toMatch(/line 3/)
    expect(
      read({ 'requirements.txt': `${'['.repeat(10_000)}\n\0\n==\n-r ../../etc/passwd\n-r requirements.txt\n` })
        .declared,
    ).toEqual([])
  })

  test('reads packages that only a Dockerfile installs', () => {
    expect(
      summary({
        Dockerfile:
          'FROM python:3.12\nRUN pip install --no-cache-dir \\\n    gunicorn==22.0 -r requirements.txt uwsgi\n',
      }),
    ).toEqual(['gunicorn==22.0 container 2', 'uwsgi container 2'])
  })
})

describe('locks', () => {
  const lockOf = (files: Record<string, string>) =>
    read(files).locks.map(({ path, format, freshness, reason }) => ({ path, format, freshness, reason }))

  test('recomputes the content hash of poetry.lock', () => {
    const pyproject = '[tool.poetry]\nname = "x"\n[tool.poetry.dependencies]\npython = "^3.11"\nflask = "^3.0"\n'
    const hash = createHash('sha256')
      .update(
        '{"dependencies": {"flask": "^3.0", "python": "^3.11"}, "dev-dependencies": null, "extras": null, "source": null}',
      )
      .digest('hex')
    const lock = `[[package]]\nname = "flask"\nversion = "3.0.0"\n[metadata]\ncontent-hash = "${hash}"\n`
    expect(lockOf({ 'pyproject.toml': pyproject, 'poetry.lock': lock })[0]?.freshness).toBe('matches')
    expect(lockOf({ 'pyproject.toml': `${pyproject}rich = "*"\n`, 'poetry.lock': lock })[0]?.freshness).toBe('stale')
  })

  test('compares uv.lock with the manifest of each member', () => {
    const lock = `version = 1
requires-python = ">=3.12"
[[package]]
name = "sky"
source = { editable = "." }
[package.metadata]
requires-dist = [{ name = "httpx", specifier = ">=0.27" }]
`
    const manifest = (dependencies: string) =>
      `[project]\nname = "sky"\nrequires-python = ">=3.12"\ndependencies = [${dependencies}]\n`
    const freshness = (dependencies: string) =>
      lockOf({ 'pyproject.toml': manifest(dependencies), 'uv.lock': lock }).map(
        (l) => `${l.freshness}: ${l.reason ?? ''}`,
      )[0]
    expect(freshness('"httpx>=0.27"')).toBe('matches: ')
    expect(freshness('"httpx>=0.28"')).toMatch(/^stale: .*httpx>=0.28/)
    expect(freshness('"httpx>=0.27", "rich"')).toMatch(/^stale: .*rich/)
    expect(freshness('')).toMatch(/^stale: .*httpx/)
  })

  test('compares compiled requirements with their source', () => {
    const header = '# This file is autogenerated by pip-compile with Python 3.12\n#    pip-compile requirements.in\n'
    const files = (source: string) => ({
      'requirements.in': source,
      'requirements.txt': `${header}flask==3.0.0\n    # via -r requirements.in\n`,
    })
    expect(lockOf(files('flask>=2\n'))[0]).toMatchObject({ format: 'pip-tools', freshness: 'matches' })
    expect(lockOf(files('flask>=2\nrich\n'))[0]?.reason).toMatch(/rich/)
    expect(lockOf(files('flask>=4\n'))[0]?.freshness).toBe('stale')
  })

  test('matches what is named by its address with what was compiled from it', () => {
    const header = '# This file is autogenerated by pip-compile with Python 3.12\n#    pip-compile requirements.in\n'
    const pinned = 'flask==3.0.0\nrich==13.0\nthings-kit @ git+https://example.org/a/things-kit.git@1.2.0\n'
    const files = (source: string) => ({ 'requirements.in': source, 'requirements.txt': header + pinned })
    for (const source of [
      'git+https://example.org/a/things-kit.git@1.2.0\n',
      'git+https://example.org/a/repo.git@1.2.0#egg=things_kit\n',
      'things-kit @ git+https://example.org/a/things-kit.git@1.2.0\n',
    ])
      expect(lockOf(files(source))[0]?.freshness).toBe('matches')
    expect(lockOf(files('git+https://example.org/a/other.git@1.2.0\n'))[0]?.freshness).toBe('stale')
  })

  test('recomputes the hash of the Pipfile as Pipenv does', () => {
    const source = '[[source]]\nname = "pypi"\nurl = "https://pypi.org/simple"\nverify_ssl = true\n'
    const pipfile = `${source}[packages]\nflask = "*"\n`
    const hashed =
      '{"_meta":{"requires":{},"sources":[{"name":"pypi","url":"https://pypi.org/simple","verify_ssl":true}]},"default":{"flask":"*"},"develop":{}}'
    const sha256 = createHash('sha256').update(hashed).digest('hex')
    const lock = JSON.stringify({
      _meta: { hash: { sha256 } },
      default: { flask: { version: '==3.0.0' } },
      develop: {},
    })
    const freshness = (text: string) => lockOf({ Pipfile: text, 'Pipfile.lock': lock })[0]?.freshness
    expect(freshness(pipfile)).toBe('matches')
    expect(freshness(pipfile.replace('flask = "*"', 'Flask = "*"'))).toBe('stale')
    expect(freshness('[packages]\nFlask = "*"\n')).toBe('unknown')
  })

  test('never throws for broken locks', () => {
    const broken = {
      'poetry.lock': '[[',
      'uv.lock': 'x',
      'Pipfile.lock': '{',
      'pdm.lock': '',
      'pylock.toml': '=',
      'conda-lock.yml': ': : :',
      'pixi.lock': '[',
    }
    expect(lockOf(broken).map((lock) => lock.freshness)).not.toContain('matches')
  })
})
