import { beforeAll, expect, test } from 'vitest'
import { createFacts } from '@/lib/facts/create'
import type { Facts } from '@/lib/facts/facts'
import { pythonSources } from '@/lib/facts/python-sources'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import type { Outcome } from './check'
import { CHECKS } from './registry'
import type { CharacteristicId } from './rubric'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const ROUTES = 'import json\n\nfrom flask import Flask, jsonify\n\napp = Flask(__name__)\n'
const lines = (count: number) => Array.from({ length: count }, (_, i) => `RATE_${i} = ${i}\n`).join('')

test('a service in a folder is described by the page that lies there, not by a longer one of another service', () => {
  const row = (path: string) => `| \`${path}\` | GET | What it gives |\n`
  const files = {
    'ledger/README.md': `# Ledger\n\n${['/a', '/b', '/c', '/d'].map(row).join('')}`,
    'rates/README.md': `# Rates\n\n${['/rates', '/zones'].map(row).join('')}`,
    'rates/Procfile': 'web: gunicorn main:app\n',
    'rates/main.py': `${ROUTES}\n\n@app.route("/rates")\ndef rates():\n    return jsonify([])\n\n\n${lines(60)}`,
  }
  expect(cited('api-docs', files, 'rates')).toEqual(['rates/README.md'])
})

test('a variable is documented by a page that explains it rather than by a changelog, where both name it', () => {
  const files = {
    'CHANGELOG/1.3.md': 'Adds DEPOT_URL.\n',
    'HISTORY.rst': 'Adds DEPOT_URL and DEPOT_ZONE.\n',
    'docs/usage.rst': 'DEPOT_URL is where the depot answers.\n',
    Procfile: 'web: gunicorn main:app\n',
    'main.py': `import os\n\n${ROUTES}\nURL = os.environ["DEPOT_URL"]\nZONE = os.environ["DEPOT_ZONE"]\n\n\n${lines(60)}`,
  }
  expect(cited('environment-config', files).filter((path) => path !== 'main.py')).toEqual([
    'docs/usage.rst',
    'HISTORY.rst',
  ])
})

test('a probe that asks for what no route serves is said to do so, and one whose route may lie below a prefix is not', () => {
  const asked = (path: string, route = '/health') =>
    outcomeOf('health-checks', {
      'render.yaml': `services:\n- type: web\n  healthCheckPath: ${path}\n  startCommand: gunicorn main:app\n`,
      'main.py': `${ROUTES}\n\n@app.route("/")\ndef home():\n    return jsonify([])\n\n\n@app.route("${route}")\ndef health():\n    return jsonify([])\n\n\n${lines(60)}`,
    })
  expect(asked('/healthcheck')).toMatchObject({
    verdict: 'pass',
    message: '/health serves health, but render.yaml asks /healthcheck, where no route was found.',
  })
  expect(asked('/healthcheck').evidence).toContainEqual({
    path: 'render.yaml',
    line: 3,
    note: 'The platform checks /healthcheck, where no route was found.',
  })
  for (const path of ['/health', '/health/', '/api/health'])
    expect(asked(path).message).not.toContain('no route was found')
  expect(asked('/healthcheck', '/<name>').message).not.toContain('no route was found')
})

test('of a blueprint of very many services the first are probed', () => {
  const services = Array.from({ length: 10_000 }, (_, i) => `- type: web\n  healthCheckPath: /s${i}/healthz\n`).join('')
  const files = { 'render.yaml': `services:\n${services}`, 'main.py': `${ROUTES}\n\n${lines(60)}` }
  expect(factsOf(files).launch.probes).toHaveLength(200)
  const { evidence } = outcomeOf('health-checks', files)
  expect(evidence).toHaveLength(10)
  expect(evidence[0]?.note).toBe('The platform checks /s0/healthz, where no route was found.')
})

test.each([
  ['of this folder, written alone', 'docker build -t shop docker', true],
  ['of this folder, before the options', 'docker build docker --no-cache -t shop', true],
  ['of this file, by its path', 'docker build -f docker/Dockerfile -t shop .', true],
  ['of another folder, by the program of this name', 'docker build -t shop .', false],
  ['of another folder, tagged with this name', 'docker build --pull -t docker .', false],
])('a scan in a Dockerfile counts as run by a build %s', (_, command, isRun) => {
  const { message } = outcomeOf('security-scanning', {
    'docker/Dockerfile': 'FROM python:3.13\nCOPY . .\nRUN pip-audit\nCMD ["python", "main.py"]\n',
    '.github/workflows/ci.yml': `on: pull_request\njobs:\n  image:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${command}\n`,
    'main.py': lines(90),
  })
  expect(/image build/.test(message), message).toBe(isRun)
})

function cited(id: CharacteristicId, files: Readonly<Record<string, string>>, project = ''): string[] {
  return outcomeOf(id, files, project).evidence.map(({ path }) => path)
}

function outcomeOf(id: CharacteristicId, files: Readonly<Record<string, string>>, project = ''): Outcome {
  const check = CHECKS.find((each) => each.id === id)
  if (!check) throw new Error(`No check is called ${id}`)
  return check.detect(factsOf(files, project))
}

function factsOf(files: Readonly<Record<string, string>>, project = ''): Facts {
  const snapshot = virtualSnapshot(files)
  const records = new Map(pythonSources(snapshot).map(({ blob, content }) => [blob, engine.analyse(content)]))
  return createFacts(snapshot, records, project)
}
