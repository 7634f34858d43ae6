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
    ['a pattern that leaves the folder', 'exclude:\n  - ../other\n', 1, /no path pattern/],
    ['a pattern that would take for ever', `exclude:\n  - "${'**/a'.repeat(40)}"\n`, 1, /no path pattern/],
    ['broken YAML', 'kind: [worker\n', undefined, /can't be parsed/],
    ['a list', '- kind\n', undefined, /must be a mapping/],
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
