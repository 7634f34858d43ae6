import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CIRCLES } from '@/lib/facts/fixtures/circles'
import { readDirectory } from '@/lib/snapshot/directory'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, type RecordSource } from './audit'
import { createInThreadRecords } from './in-thread'
import type { AuditReport } from './report'

let records: RecordSource
let root: string
beforeAll(async () => {
  records = await createInThreadRecords()
})
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'airworthy-hostile-'))
  return () => rmSync(root, { recursive: true, force: true })
})

const SERVICE = `from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/health")\ndef health() -> dict:\n    return {}\n${'\n\ndef add(a: int, b: int) -> int:\n    return a + b\n'.repeat(30)}`

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

function audit(snapshot: RepoSnapshot): Promise<AuditReport> {
  return auditSnapshot(snapshot, records, (id, error) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  })
}

async function auditFolder(): Promise<AuditReport> {
  return audit(await readDirectory(root))
}

function verdictOf(report: AuditReport, id: string) {
  return report.results.find((result) => result.id === id)
}

function utf16(text: string): Uint8Array {
  return new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
}

describe('code that is made to be slow is judged like any other', () => {
  const LONG = 400_000
  const notebookOf = (source: string) =>
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [{ cell_type: 'code', source }] })
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  test.each<[string, Record<string, string>]>([
    ['a licence of blanks', { LICENSE: ' '.repeat(90_000) }],
    [
      'Terraform of tens of thousands of functions and addresses for them',
      Object.fromEntries(
        numbers(40).map((file) => [
          `infra/${file}.tf`,
          numbers(800)
            .map(
              (at) =>
                `resource "aws_lambda_function" "f${at}" {\n  handler = "app.main.health"\n}\nresource "aws_lambda_function_url" "u${at}" {\n  function_name = "x"\n}\n`,
            )
            .join(''),
        ]),
      ),
    ],
    [
      'a stack of thousands of functions and APIs for them',
      {
        'stack.py': `from aws_cdk import aws_apigateway, aws_lambda\n\n\ndef build(scope):\n${'    aws_lambda.Function(scope, "A", handler="app.main.health")\n    aws_apigateway.LambdaRestApi(scope, "B")\n'.repeat(8000)}`,
      },
    ],
    ['a call with thousands of strings', { 'app/big.py': `f(${'"a",'.repeat(20_000)})\n` }],
    [
      "classes that are each other's bases",
      {
        'app/classes.py': numbers(12)
          .map(
            (i) =>
              `class K${i}(Base, ${numbers(12)
                .filter((j) => j !== i)
                .map((j) => `K${j}`)}):\n    x = 1\n`,
          )
          .join(''),
      },
    ],
    [
      'loops that wait on one function of thousands of calls',
      {
        'app/wait.py': `import time\n${numbers(300)
          .map((i) => `def w${i}():\n    while True:\n        time.sleep(1)\n        hub()\n`)
          .join('')}def hub():\n${numbers(3000)
          .map((i) => `    g${i}()\n`)
          .join('')}${numbers(3000)
          .map((i) => `def g${i}():\n    return hub()\n`)
          .join('')}`,
      },
    ],
    ['a target of make of many parts', { Makefile: `run${'_a'.repeat(40)}/x:\n\techo\n` }],
    ['a requirement with blanks in it', { 'requirements.txt': `flask${' '.repeat(LONG)}x\n` }],
    ['a notebook of blank lines', { 'app/a.ipynb': notebookOf('\n'.repeat(LONG)) }],
    ['a unit of blank lines', { 'deploy/app.service': `[Service]\n${'\n'.repeat(LONG)}` }],
    ['a playbook of blank lines', { 'ansible/site.yml': `- x:\n${'\n'.repeat(LONG)}` }],
    ['a document that begins with marks of its encoding', { 'docs/api.json': `${'\ufeff'.repeat(60)}x` }],
    ['a name of a megabyte', { 'app/name.py': `x = f("${'k'.repeat(900_000)}", default="AKIA${'Q'.repeat(16)}")\n` }],
  ])('%s', async (_, files) => {
    const report = await audit(virtualSnapshot({ 'app/main.py': SERVICE, 'app/__init__.py': '', ...files }))
    expect(report.results).toHaveLength(20)
    expect(JSON.stringify(report).length).toBeLessThan(200_000)
  })
})

describe('a tiny repository in which something calls itself many times is judged like any other', () => {
  test.each(CIRCLES)('%s', async (_, files) => {
    const report = await audit(virtualSnapshot({ 'app/main.py': SERVICE, 'app/__init__.py': '', ...files }))
    expect(report.results).toHaveLength(20)
    expect(report.results.filter(({ verdict }) => verdict === 'unknown')).toEqual([])
    expect(verdictOf(report, 'ci-cd')?.verdict).toBe('pass')
  })
})

describe('files that can not be parsed are said to be so, and the rest is judged', () => {
  const garbage = new Uint8Array(4096).map((_, index) => (index * 7919) % 256)
  const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${Array.from('bcdefghi', (name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(', ')}]`).join('\n')}\njobs: *i\n`
  test.each<[string, string, string | Uint8Array]>([
    ['TOML', 'pyproject.toml', '[project\nname = = "x"\n'],
    ['a TOML lock', 'poetry.lock', '[[package]\nname='],
    ['JSON', 'Pipfile.lock', '{"_meta": {"hash": '],
    ['an OpenAPI document', 'openapi.json', '{"openapi": "3.0.0", "paths": ['],
    ['YAML', '.github/workflows/ci.yml', 'on: [push\njobs:\n\t- x: {'],
    ['a YAML bomb in a pipeline', '.github/workflows/ci.yml', bomb],
    ['a YAML bomb in compose', 'docker-compose.yml', bomb],
    [
      'tables where compose has texts',
      'docker-compose.yml',
      'services:\n  app:\n    build: .\n    command: [{a: 1}]\n    environment: {A: {b: 1}}\n    healthcheck: {test: [CMD, {c: 1}]}\n',
    ],
    ['tables where Heroku has texts', 'heroku.yml', 'run:\n  web: {command: [{a: 1}]}\n'],
    ['tables where Fly has texts', 'fly.toml', 'app = "x"\n[experimental]\ncmd = [{a = 1}]\n'],
    ['tables where Travis has texts', '.travis.yml', 'language: python\npython: [{a: 1}]\nscript: pytest\n'],
    ['a Dockerfile', 'Dockerfile', 'FORM python:3.12\nCMD ["uvicorn"\n'],
    ['binary bytes as a Dockerfile', 'Dockerfile', garbage],
    ['binary bytes as a manifest', 'pyproject.toml', garbage],
    ['binary bytes as requirements', 'requirements.txt', garbage],
    ['binary bytes as a README', 'README.md', garbage],
    ['binary bytes as settings', '.env', garbage],
    ['an INI file', 'setup.cfg', '[metadata\nname\n = = x\n'],
  ])('%s', async (_, path, content) => {
    write('app/__init__.py', '')
    write('app/main.py', SERVICE)
    write(path, content)
    const report = await auditFolder()
    expect(report.kind).toBe('web-service')
    expect(verdictOf(report, 'health-checks')?.verdict).toBe('pass')
    expect(report.results).toHaveLength(20)
  })
})

describe('encodings', () => {
  test('requirements in UTF-16 are read', async () => {
    write('app/__init__.py', '')
    write('app/main.py', SERVICE)
    write('requirements.txt', utf16('fastapi==0.115.0\r\n'))
    const found = verdictOf(await auditFolder(), 'dependency-management')
    expect(found?.verdict).toBe('partial')
    expect(found?.message).toMatch(/1 of 1 dependency/)
  })

  test('Latin-1 source with its cookie is parsed; without it, it is listed and judged on nothing', async () => {
    write('app/__init__.py', '')
    write('app/main.py', SERVICE)
    write('app/named.py', Buffer.from('# -*- coding: latin-1 -*-\nCITY = "Z\xfcrich"\n', 'latin1'))
    write('app/unnamed.py', Buffer.from('CITY = "Z\xfcrich"\n', 'latin1'))
    const report = await auditFolder()
    expect(report.unparsed).toEqual([{ path: 'app/unnamed.py', reason: 'its encoding could not be read' }])
  })
})

test('what needs the syntax tree is unknown when most of the code can not be parsed', async () => {
  write('app/__init__.py', '')
  write('app/old.py', `${"print 'old'\n".repeat(200)}`)
  const report = await auditFolder()
  expect(verdictOf(report, 'error-handling')?.verdict).toBe('unknown')
  expect(verdictOf(report, 'error-handling')?.message).toMatch(/could not be parsed/)
  expect(verdictOf(report, 'testing')?.verdict).toBe('fail')
})

test('Python 2 in notebooks is unparsed code like any other', async () => {
  const notebook = (source: string) =>
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [{ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: [source] }],
    })
  write(
    'new.ipynb',
    notebook('import csv\nwith open("a.csv") as file:\n    rows = list(csv.reader(file))\n'.repeat(40)),
  )
  write('old.ipynb', notebook('print "rows"\n'.repeat(60)))
  const report = await auditFolder()
  expect(report.kind).toBe('notebook')
  expect(report.unparsed).toEqual([{ path: 'old.ipynb', reason: 'Python 2 syntax' }])
  expect(verdictOf(report, 'error-handling')?.verdict).toBe('unknown')
})

test('of a notebook with a cell that is no Python only that cell is left out, and the report says so', async () => {
  const cells = [
    'import csv\n',
    'password = "Zq7rYyS8ZGhAqHyRx9"\nprint "rows"',
    'def rows(path):\n    with open(path) as file:\n        return list(csv.reader(file))\n'.repeat(30),
  ].map((source) => ({ cell_type: 'code', metadata: {}, outputs: [], execution_count: null, source: [source] }))
  write('rows.ipynb', JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells }))
  const report = await auditFolder()
  expect(report.kind).toBe('notebook')
  expect(report.linesOfCode).toBe(91)
  expect(report.unparsed).toEqual([
    { path: 'rows.ipynb', reason: 'one of its cells only: Python 2 syntax, line 4 of its code cells' },
  ])
  expect(verdictOf(report, 'type-hints')?.message).toMatch(/of 30 functions/)
})

test('a file of 50 MB is not read, and the report says so', async () => {
  write('app/__init__.py', '')
  write('app/main.py', SERVICE)
  for (const path of ['app/data.py', 'requirements.txt', 'README.md']) {
    write(path, '')
    truncateSync(join(root, path), 50 * 1024 * 1024)
  }
  const report = await auditFolder()
  expect(report.kind).toBe('web-service')
  expect(report.limits).toEqual([
    expect.objectContaining({
      kind: 'file-bytes',
      paths: expect.arrayContaining(['app/data.py', 'requirements.txt', 'README.md']),
    }),
  ])
})

test('links in circles, to themselves and out of the repository are not followed', async () => {
  write('app/__init__.py', '')
  write('app/main.py', SERVICE)
  symlinkSync('b', join(root, 'a'))
  symlinkSync('a', join(root, 'b'))
  symlinkSync('README.md', join(root, 'README.md'))
  symlinkSync('../../../../../../etc/passwd', join(root, 'requirements.txt'))
  symlinkSync('.', join(root, 'app', 'loop'))
  const report = await auditFolder()
  expect(report.kind).toBe('web-service')
  expect(verdictOf(report, 'readme')?.verdict).toBe('fail')
  expect(JSON.stringify(report)).not.toContain('root:x')
})

test('names with newlines, quotes and other scripts are named as they are', async () => {
  const name = 'app/we\nird "name" <b>ü😀.py'
  write('app/__init__.py', '')
  write('app/main.py', SERVICE)
  write(
    name,
    'import requests\n\n\ndef fetch():\n    try:\n        return requests.get("https://example.org")\n    except:\n        pass\n',
  )
  const report = await auditFolder()
  expect(report.unreachable).toEqual([name])
})

test('a folder of 100,000 files is judged like a small one', async () => {
  const many = Array.from({ length: 100_000 }, (_, index) => [`data/${index}.bin`, ''])
  const report = await audit(
    virtualSnapshot({ 'app/__init__.py': '', 'app/main.py': SERVICE, ...Object.fromEntries(many) }),
  )
  expect(report.kind).toBe('web-service')
  expect(verdictOf(report, 'health-checks')?.verdict).toBe('pass')
})
