import { beforeAll, describe, expect, test } from 'vitest'
import { pythonSources } from '@/lib/facts/python-sources'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { judgeSnapshot } from './audit'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const SERVICE = {
  'app/__init__.py': '',
  'app/main.py': `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get('/items')\ndef items():\n    return []\n${'\n\ndef f():\n    return 1\n'.repeat(30)}`,
}

function audit(override: string | null, files: Record<string, string> = {}) {
  const snapshot = virtualSnapshot({
    ...SERVICE,
    ...files,
    ...(override === null ? {} : { '.airworthy.yml': override }),
  })
  const records = new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)]))
  return judgeSnapshot(snapshot, records, (id, error) => {
    throw new Error(id, { cause: error })
  })
}

test('a repository without the file has no override', async () => {
  expect((await audit(null)).override).toBeNull()
})

test('the owner sets the kind, and what the code reads as is said beside it', async () => {
  const report = await audit('# ours\nkind: worker\n')
  expect(report.kind).toBe('worker')
  expect(report.kindReason).toMatch(/Set by .airworthy.yml. The code alone reads as web-service/)
  expect(report.kindEvidence[0]).toEqual({ path: '.airworthy.yml', line: 2, note: 'The owner says: worker.' })
  expect(report.override?.kind).toEqual({ kind: 'worker', line: 2 })
})

test('excluded code counts for nothing, is counted, and hides no credential', async () => {
  const legacy = { 'legacy/old.py': `AWS_KEY = "AKIA${'QZ7WLM4N2XKD3RTB'}"\n${'x = 1\n'.repeat(99)}` }
  const plain = await audit(null, legacy)
  const report = await audit('exclude:\n  - legacy/**\n', legacy)
  expect(report.linesOfCode).toBe(plain.linesOfCode - 100)
  expect(report.roles.excluded).toEqual({ files: 1, lines: 100 })
  expect(report.override?.excluded).toEqual({ files: 1, lines: 100 })
  const secrets = report.results.find(({ id }) => id === 'secrets-management')
  expect(secrets?.verdict).toBe('fail')
})

test('what starts, installs or describes something in an excluded folder speaks for nothing', async () => {
  const legacy = {
    'legacy/Dockerfile':
      'FROM python:3.13-slim\nUSER app\nHEALTHCHECK CMD true\nCOPY . .\nCMD ["gunicorn", "app.main:app"]\n',
    'legacy/compose.yaml': 'services:\n  web:\n    image: x\n    command: gunicorn app.main:app\n',
    'legacy/requirements.txt': 'fastapi==0.1\n',
    'legacy/openapi.yaml': 'openapi: 3.1.0\npaths:\n  /items:\n    get:\n      summary: All items.\n',
  }
  const verdicts = async (override: string | null, files: Record<string, string>) =>
    Object.fromEntries((await audit(override, files)).results.map(({ id, verdict }) => [id, verdict]))
  const without = await verdicts('kind: web-service\n', {})
  const excluded = await verdicts('kind: web-service\nexclude:\n  - legacy/**\n', legacy)
  for (const id of ['containerization', 'production-server', 'dependency-management', 'api-docs'])
    expect([id, excluded[id]]).toEqual([id, without[id]])
  expect(await verdicts('kind: web-service\n', legacy)).not.toEqual(excluded)
})

test('an exemption with a reason is shown and changes neither verdict nor score', async () => {
  const plain = await audit(null)
  const report = await audit('exempt:\n  health-checks: The probe lives in the operations repository.\n')
  expect(report.override?.exempt).toEqual([
    { id: 'health-checks', reason: 'The probe lives in the operations repository.', line: 2 },
  ])
  expect(report.score).toBe(plain.score)
  expect(report.results.map(({ verdict }) => verdict)).toEqual(plain.results.map(({ verdict }) => verdict))
})

describe('what is not honoured is said with its line', () => {
  test.each([
    ['a kind that does not exist', 'kind: lambda\n', 1, /no such kind/],
    ['no Python as a kind', 'kind: none\n', 1, /no such kind/],
    ['an exemption without a reason', 'exempt:\n  testing: no\n', 2, /needs a reason/],
    [
      'a characteristic that does not exist',
      'exempt:\n  telepathy: We do not need this one.\n',
      2,
      /no characteristic/,
    ],
    ['a setting that does not exist', 'kind: worker\nignore: all\n', 2, /no setting/],
    ['a pattern that leaves the folder', 'exclude:\n  - ../other\n', 2, /no path pattern/],
    ['a pattern that would take for ever', `exclude:\n  - "${'**/a'.repeat(40)}"\n`, 2, /no path pattern/],
    ['broken YAML', 'kind: [worker\n', undefined, /can't be parsed/],
    ['a list', '- kind\n', undefined, /must be a mapping/],
    ['exclusions that leave nothing', 'exclude:\n  - app/**\n', undefined, /practically no code/],
  ])('%s', async (_, text, line, note) => {
    const report = await audit(text)
    expect(report.override?.problems).toHaveLength(1)
    expect(report.override?.problems[0]?.note).toMatch(note)
    if (line !== undefined) expect(report.override?.problems[0]?.line).toBe(line)
  })
})

test('each project of a monorepo has a file of its own', async () => {
  const body = SERVICE['app/main.py']
  const report = await audit(null, {
    'services/a/requirements.txt': 'fastapi==0.1\n',
    'services/a/main.py': body,
    'services/b/requirements.txt': 'fastapi==0.1\n',
    'services/b/main.py': body,
    'services/b/.airworthy.yml': 'kind: cli\n',
  })
  const kinds = Object.fromEntries(report.projects.map(({ path, kind }) => [path, kind]))
  expect(kinds['services/a']).toBe('web-service')
  expect(kinds['services/b']).toBe('cli')
  expect(report.projects.find(({ path }) => path === 'services/b')?.override?.path).toBe('services/b/.airworthy.yml')
  expect(report.override).toBeNull()
})

describe('a monorepo', () => {
  const body = SERVICE['app/main.py']
  const key = `AWS_KEY = "AKIA${'QZ7WLM4N2XKD3RTB'}"\n`
  const two = {
    'api/requirements.txt': 'fastapi==0.1\n',
    'api/main.py': body,
    'legacy/requirements.txt': 'fastapi==0.1\n',
    'legacy/main.py': `${key}${body}`,
  }

  async function twoProjects(files: Record<string, string>) {
    const snapshot = virtualSnapshot({ ...two, ...files })
    const records = new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)]))
    return judgeSnapshot(snapshot, records, (id, error) => {
      throw new Error(id, { cause: error })
    })
  }

  test('a project that is left out whole hides no credential: the verdict on secrets stays', async () => {
    const plain = await twoProjects({})
    const report = await twoProjects({ '.airworthy.yml': 'exclude:\n  - legacy/**\n' })
    const secrets = (of: typeof report) => of.results.find(({ id }) => id === 'secrets-management')
    expect(report.linesOfCode).toBeLessThan(plain.linesOfCode)
    expect(secrets(plain)?.verdict).toBe('partial')
    expect(secrets(report)?.verdict).toBe('partial')
    expect(secrets(report)?.score).toBe(secrets(plain)?.score)
  })

  test('a kind at a root that is no project is named and not honoured', async () => {
    const { override, kind } = await twoProjects({ '.airworthy.yml': 'kind: scripts\n' })
    expect(kind).toBe('web-service')
    expect(override?.kind).toBeNull()
    expect(override?.problems).toEqual([
      { path: '.airworthy.yml', line: 1, note: 'The repository holds several projects; set the kind beside each.' },
    ])
  })

  test('a file in a folder that is no project changes nothing', async () => {
    const plain = await twoProjects({})
    const report = await twoProjects({ 'api/deep/.airworthy.yml': 'exclude:\n  - "**"\n', 'api/deep/x.py': 'x = 1\n' })
    expect(report.linesOfCode).toBe(plain.linesOfCode + 1)
  })

  test('each file counts what it leaves out itself', async () => {
    const report = await twoProjects({
      '.airworthy.yml': 'exclude:\n  - nothing/**\n',
      'api/.airworthy.yml': 'exclude:\n  - old/**\n',
      'api/old/x.py': 'x = 1\n',
    })
    expect(report.override?.excluded).toEqual({ files: 0, lines: 0 })
    expect(report.projects.find(({ path }) => path === 'api')?.override?.excluded).toEqual({ files: 1, lines: 1 })
  })
})

test('a notebook that is left out is counted and hides no credential', async () => {
  const cell = {
    cell_type: 'code',
    metadata: {},
    outputs: [],
    execution_count: null,
    source: ['CLIENT_SECRET = "vK8wq2LmX0zRb71c"\n'],
  }
  const notebook = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] })
  const report = await audit('exclude:\n  - nb/**\n', { 'nb/explore.ipynb': notebook })
  expect(report.override?.excluded).toEqual({ files: 1, lines: 1 })
  expect(report.results.find(({ id }) => id === 'secrets-management')?.verdict).toBe('fail')
})

test('what counts for nothing anyway stays what it is when it is left out', async () => {
  const vendored = { 'vendor/lib.py': 'password = "vK8wq2LmX0zRb71c"\n' }
  const report = await audit('exclude:\n  - vendor/**\n', vendored)
  expect(report.roles.vendored).toEqual({ files: 1, lines: 1 })
  expect(report.results.find(({ id }) => id === 'secrets-management')?.verdict).toBe('pass')
})

test('a credential in the file itself is masked before it is cut', async () => {
  const secret = 'q7Zt4Wm9Lx2Rb6Vn'
  const text = `exclude:\n  - dump/AKIA${'QZ7WLM4N2XKD3RTB'}/**\nexempt:\n  readme: ${'x'.repeat(480)} postgres://admin:${secret}@db.example.org/prod\n`
  const { override } = await audit(text)
  expect(JSON.stringify(override)).not.toContain(secret)
  expect(JSON.stringify(override)).not.toContain('QZ7WLM4N2XKD3RTB')
})

test('thousands of settings that do not exist are named in a few lines', async () => {
  const text = Array.from({ length: 5000 }, (_, index) => `setting_${index}: 1\n`).join('')
  const { override } = await audit(text)
  expect(override?.problems).toHaveLength(21)
  expect(override?.problems.at(-1)?.note).toBe('And 4980 more that were not understood.')
})
