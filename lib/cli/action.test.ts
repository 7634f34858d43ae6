import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'

const ACTION = fileURLToPath(new URL('../../.github/actions/audit', import.meta.url))

let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'airworthy-action-'))
  writeFileSync(join(root, 'app.py'), 'def f(x):\n    return x\n'.repeat(40))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Runs the script as GitHub does: inputs by environment, outputs and the summary by files. */
function run(inputs: Record<string, string>) {
  const files = { output: join(root, 'output'), summary: join(root, 'summary.md') }
  for (const file of Object.values(files)) writeFileSync(file, '')
  const { status, stdout, stderr } = spawnSync('bash', [join(ACTION, 'audit.sh')], {
    cwd: root,
    encoding: 'utf8',
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      HOME: root,
      GITHUB_ACTION_PATH: ACTION,
      GITHUB_OUTPUT: files.output,
      GITHUB_STEP_SUMMARY: files.summary,
      AUDIT_PATH: '.',
      AUDIT_PROJECT: '',
      AUDIT_FAIL_UNDER: '',
      AUDIT_SARIF: 'airworthy.sarif',
      ...inputs,
    },
  })
  return {
    status,
    stdout,
    stderr,
    output: readFileSync(files.output, 'utf8'),
    summary: readFileSync(files.summary, 'utf8'),
  }
}

test('the action audits what was checked out: report, summary, SARIF and score', () => {
  const { status, stdout, output, summary, stderr } = run({})
  expect([status, stderr]).toEqual([0, ''])
  expect(stdout).toContain('Next best fixes')
  expect(output).toMatch(/^score=\d+(\.\d+)?\n$/)
  expect(summary).toContain('## Production readiness: ')
  expect(JSON.parse(readFileSync(join(root, 'airworthy.sarif'), 'utf8')).runs[0].results.length).toBeGreaterThan(0)
})

test('a score under the bar fails the step and is told all the same', () => {
  const { status, output } = run({ AUDIT_FAIL_UNDER: '99' })
  expect(status).toBe(1)
  expect(output).toMatch(/^score=\d/)
})

test('a path that is none fails with a sentence and no score', () => {
  const { status, stderr, output } = run({ AUDIT_PATH: '--json; touch owned' })
  expect([status, output]).toEqual([2, ''])
  expect(stderr).toContain('There is no folder')
})

test('inputs reach the script by environment alone, each of them', () => {
  const { inputs, runs } = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'))
  const step = runs.steps.find(({ id }: { id?: string }) => id === 'audit')
  expect(step.run).not.toContain('${{')
  const given = Object.values<string>(step.env).map((value) => value.match(/^\$\{\{ inputs\.([\w-]+) \}\}$/)?.[1])
  expect(given.sort()).toEqual(Object.keys(inputs).sort())
})
