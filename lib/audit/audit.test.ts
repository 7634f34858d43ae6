import { beforeAll, expect, test } from 'vitest'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, type RecordSource } from './audit'
import { createInThreadRecords } from './in-thread'

let records: RecordSource
beforeAll(async () => {
  records = await createInThreadRecords()
})

function audit(files: Record<string, string>) {
  return auditSnapshot(virtualSnapshot(files), records, (id, error) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  })
}

const manifest =
  '[project]\nname = "x"\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const library = 'def add(a: int, b: int) -> int:\n    """Sum."""\n    return a + b\n\n\n'.repeat(40)
const service = `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health() -> dict:\n    return {}\n\n\n${library}`

test('an empty repository is of no kind, and every characteristic is answered', async () => {
  const report = await audit({})
  expect(report).toMatchObject({ kind: 'none', linesOfCode: 0, projects: [{ path: '' }] })
  expect(report.results.map(({ id }) => id)).toEqual(CHARACTERISTICS.map(({ id }) => id))
})

test('a monorepo is judged by project and is of the most demanding kind that holds a fifth of its code', async () => {
  const report = await audit({
    'libs/core/pyproject.toml': manifest,
    'libs/core/core/__init__.py': '',
    'libs/core/core/sums.py': library.repeat(2),
    'services/api/pyproject.toml': '[project]\nname = "api"\ndependencies = ["fastapi"]\n',
    'services/api/Dockerfile': 'FROM python:3.12-slim\nCMD ["uvicorn", "api.main:app"]\n',
    'services/api/api/__init__.py': '',
    'services/api/api/main.py': service,
  })
  expect(report.projects.map(({ path, kind }) => [path, kind])).toEqual([
    ['libs/core', 'library'],
    ['services/api', 'web-service'],
  ])
  expect(report.kind).toBe('web-service')
  expect(report.kindReason).toContain('2 projects (1 library, 1 web service)')
  expect(report.linesOfCode).toBe(report.projects.reduce((sum, project) => sum + project.linesOfCode, 0))
  expect(report.results.find(({ id }) => id === 'health-checks')).toMatchObject({ verdict: 'pass', score: 1 })
})

test('an image in a folder of its own is of the project that it is made of, and lacks nothing that another has', async () => {
  const report = await audit({
    'docker/api.Dockerfile':
      'FROM python:3.12-slim\nCOPY api/requirements.txt .\nCOPY api/main.py common/sums.py ./\nUSER app\nCMD ["uvicorn", "main:app"]\n',
    '.dockerignore': '.git\n',
    'api/requirements.txt': 'fastapi\nuvicorn\n',
    'api/main.py': service,
    'common/pyproject.toml': manifest,
    'common/sums.py': library,
    'tool/pyproject.toml': `${manifest}[project.scripts]\ntool = "tool:main"\n`,
    'tool/tool.py': `import argparse\n\n\ndef main() -> None:\n    argparse.ArgumentParser().parse_args()\n\n\n${library}`,
  })
  const of = (path: string) => report.projects.find((project) => project.path === path)
  const verdict = (path: string, wanted: string) => of(path)?.results.find(({ id }) => id === wanted)?.verdict
  expect(of('tool')?.kind).toBe('cli')
  expect(verdict('tool', 'containerization')).toBe('not_applicable')
  expect(verdict('api', 'containerization')).toBe('pass')
  expect(verdict('api', 'production-server')).toBe('pass')
})

test('the README of a repository names files of all its projects', async () => {
  const report = await audit({
    'README.md':
      '# Depot\n\nSorts parcels by the depot that they leave from.\n\n```sh\npip install -r web/requirements.txt\npython web/app.py\n```\n',
    'web/requirements.txt': 'fastapi\n',
    'web/app.py': service,
    'api/requirements.txt': 'fastapi\n',
    'api/app.py': service,
  })
  expect(report.projects.map(({ path }) => path)).toEqual(['api', 'web'])
  expect(report.results.find(({ id }) => id === 'readme')).toMatchObject({ verdict: 'pass', score: 1 })
})

test('installed packages in the tree are not analysed', async () => {
  const seen: string[] = []
  await auditSnapshot(
    virtualSnapshot({ 'app.py': 'x = 1\n', 'venv/lib/python3.12/site-packages/y.py': 'y = 1\n' }),
    async (modules) => {
      seen.push(...modules.map(({ path }) => path))
      return records(modules)
    },
    () => undefined,
  )
  expect(seen).toEqual(['app.py'])
})

test('no report quotes a credential of the repository, wherever it stands', async () => {
  const password = 'Zq7rYyS8ZGhAqHyRx9'
  const token = `ghp_${'a1B2c3D4e5F6g7H8i9'.repeat(2)}`
  const report = await audit({
    'main.py': service,
    'requirements.txt': `fastapi @ https://bot:${password}@h.example.net/fastapi.whl\n`,
    Dockerfile: `FROM python:3.12\nCOPY . .\nCMD gunicorn main:app --env SECRET_KEY=${password}\n`,
    Procfile: `web: SECRET_KEY=${password} flask run --debug --token ${token}\n`,
    'README.md': `Sorts the parcels of a depot.\n\n    PASSWORD=${password} python gone.py --token ${token}\n`,
    '.github/workflows/ci.yml': `on: push\njobs:\n  t:\n    runs-on: x\n    steps:\n      - run: pytest --token ${token}\n`,
  })
  expect(JSON.stringify(report)).toContain('--token ghp_…')
  expect(JSON.stringify(report)).not.toMatch(new RegExp(`${password}|${token}`))
})
