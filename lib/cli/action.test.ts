import { spawnSync } from 'node:child_process'
import { lstatSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
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
  // Says so when it has to bundle the command line first.
  run({})
}, 60_000)
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
      AUDIT_WEIGHTS: '',
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

test('weights of your own make the score, and what is wrong with them fails the step', () => {
  const weights = join(root, 'weights.json')
  writeFileSync(weights, '{"testing": 10, "readme": 10}')
  const own = run({ AUDIT_WEIGHTS: weights })
  expect(own.status).toBe(0)
  expect(own.summary).toContain('By weights of your own')
  expect(own.output).not.toBe(run({}).output)
  writeFileSync(weights, '{"speed": 10}')
  const wrong = run({ AUDIT_WEIGHTS: weights })
  expect([wrong.status, wrong.output]).toEqual([2, ''])
  expect(wrong.stderr).toContain('"speed" is no characteristic')
})

test('a path that is none fails with a sentence and no score', () => {
  const { status, stderr, output } = run({ AUDIT_PATH: '--json; touch owned' })
  expect([status, output]).toEqual([2, ''])
  expect(stderr).toContain('There is no folder')
})

test('names that the repository chose give the log of a workflow no commands', () => {
  mkdirSync(join(root, 'hostile'))
  const name = '##[set-output name=score;]100'
  writeFileSync(
    join(root, 'hostile', `${name}.py`),
    "import os\nPASSWORD = 'Zq7rYyS8ZGhAqHyRx9'\nos.system('ls')\n".repeat(9),
  )
  const { stdout, status } = run({ AUDIT_PATH: 'hostile' })
  expect(status).toBe(0)
  expect(stdout).toContain(name)
  const [, token] = /^::stop-commands::([\w-]{36})\n/.exec(stdout) ?? []
  expect(stdout.endsWith(`\n::${token}::\n`)).toBe(true)
})

test('a link in the repository does not lead SARIF to a file elsewhere', () => {
  const elsewhere = join(root, 'elsewhere')
  writeFileSync(elsewhere, 'kept')
  symlinkSync(elsewhere, join(root, 'linked.sarif'))
  expect(run({ AUDIT_SARIF: 'linked.sarif' }).status).toBe(0)
  expect(readFileSync(elsewhere, 'utf8')).toBe('kept')
  expect(lstatSync(join(root, 'linked.sarif')).isFile()).toBe(true)
})

test('inputs reach the script by environment alone, each of them', () => {
  const { inputs, runs } = parse(readFileSync(join(ACTION, 'action.yml'), 'utf8'))
  const step = runs.steps.find(({ id }: { id?: string }) => id === 'audit')
  expect(step.run).not.toContain('${{')
  const given = Object.values<string>(step.env).map((value) => value.match(/^\$\{\{ inputs\.([\w-]+) \}\}$/)?.[1])
  expect(given.sort()).toEqual(Object.keys(inputs).sort())
})
