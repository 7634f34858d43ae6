import { beforeAll, expect, test } from 'vitest'
import { searchedFacts } from '@/lib/facts/virtual-facts'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import type { Outcome } from './check'
import { CHECKS } from './registry'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

function checkOf(id: string) {
  const check = CHECKS.find((each) => each.id === id)
  if (!check) throw new Error(`No check ${id}`)
  return check
}

async function answer(id: string, files: Record<string, string>): Promise<Outcome> {
  return checkOf(id).detect(await searchedFacts(files, engine))
}

const notes = ({ evidence }: Outcome) => evidence.map(({ note }) => note)
const filler = Array.from({ length: 55 }, (_, i) => `ZONE_${i} = ${i}\n`).join('')
const routes = (...paths: string[]) =>
  `from flask import Flask\n\napp = Flask(__name__)\n${paths
    .map((path) => `\n\n@app.get("${path}")\ndef ${path.slice(1)}():\n    return "ok"\n`)
    .join('')}\n${filler}`

test('a connection of Airflow is not said to come from the environment', async () => {
  const outcome = await answer('environment-config', {
    'README.md': '# Rates\n\nSet the connection `rates_store`.\n',
    'dags/rates.py': `from airflow import DAG\nfrom airflow.hooks.base import BaseHook\n\nSTORE = BaseHook.get_connection("rates_store")\ndag = DAG("rates", params={"store": STORE})\n\n\n${filler}`,
  })
  expect(notes(outcome)).toContain('Takes the connection rates_store from Airflow.')
  expect(notes(outcome).join()).not.toContain('from the environment')
})

test('to bind values to a logger logs nothing', async () => {
  const outcome = await answer('structured-logging', {
    'app.py': `import structlog\n\nstructlog.configure()\nlog = structlog.get_logger()\nlog = log.bind(zone=1)\nlog.info("started")\n${filler}`,
  })
  expect(outcome.message).toMatch(/^1 log call /)
  expect(notes(outcome).join()).not.toContain('bind')
})

test('a route that tells the version serves health only where there is no other', async () => {
  const both = await answer('health-checks', { 'app.py': routes('/version', '/ready') })
  expect(`${both.verdict}: ${both.message}`).toBe('pass: /ready serves health.')
  expect(notes(both).join()).not.toContain('version')
})

test('the probe that is said to ask for a route asks for that route', async () => {
  const probe = (path: string) =>
    `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: app\n      image: app:1\n      livenessProbe:\n        httpGet:\n          path: ${path}\n`
  const outcome = await answer('health-checks', {
    'app.py': routes('/healthz'),
    'k8s/a.yaml': probe('/ping'),
    'k8s/b.yaml': probe('/healthz'),
  })
  expect(outcome.message).toBe('/healthz serves health and k8s/b.yaml asks it.')
})

test('a committed .env without secrets is advised to leave git, a secret with a default to lose it', async () => {
  const fix = async (files: Record<string, string>) =>
    checkOf('secrets-management').fix(await searchedFacts(files, engine)).summary
  const env = { 'docker/.env': 'COMPOSE_PROJECT_NAME=zones\n' }
  expect(await fix(env)).toMatch(/^Take docker\/\.env out of git/)
  expect(await fix({ ...env, 'a.py': 'import os\n\nSECRET_KEY = os.getenv("SECRET_KEY", "---")\n' })).toMatch(
    /^Give secrets no default/,
  )
})
