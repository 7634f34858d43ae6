import { beforeAll, expect, test } from 'vitest'
import { virtualFacts } from '@/lib/facts/virtual-facts'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import check from './deployability/ci-cd'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const APPLICATION = {
  'fly/__init__.py': '',
  'fly/plan.py': `def plan(start):\n    return start\n\n\nX = {\n${'    1: 2,\n'.repeat(60)}}\n`,
  'tests/test_plan.py': 'def test_plan():\n    assert True\n',
}
const judge = (files: Record<string, string>) => check.detect(virtualFacts({ ...APPLICATION, ...files }, engine))
const workflow = (run: string) => `on: push\njobs:\n  a:\n    steps:\n      - run: ${run}\n`
const CIRCLE =
  'version: 2.1\njobs:\n  hello:\n    steps:\n      - run: echo hello\nworkflows:\n  w:\n    jobs: [hello]\n'

test('only the systems that run tests are said to run them', () => {
  const outcome = judge({ '.github/workflows/ci.yml': workflow('pytest || true'), '.circleci/config.yml': CIRCLE })
  expect(outcome.message).toBe('Tests run in GitHub Actions, but their failure is ignored.')
})

test('a system without a name of its own in the contract is named, too', () => {
  const outcome = judge({ 'cloudbuild.yaml': 'steps:\n  - name: python\n    script: pytest\n' })
  expect(outcome).toMatchObject({
    verdict: 'pass',
    message: 'Every change is tested in Google Cloud Build (pytest).',
  })
})

test('a pipeline of a system that is not read is told beside one that does not test', () => {
  const outcome = judge({ '.github/workflows/ci.yml': workflow('ruff check'), Earthfile: 'test:\n  RUN pytest\n' })
  expect(outcome).toMatchObject({
    verdict: 'partial',
    message: 'No test of Python code runs in GitHub Actions, but there is a pipeline of another system.',
  })
  expect(outcome.evidence[0]?.path).toBe('Earthfile')
})
