import { beforeAll, describe, expect, test } from 'vitest'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { createFacts } from '@/lib/facts/create'
import { CIRCLES } from '@/lib/facts/fixtures/circles'
import type { RepoSnapshot } from '@/lib/snapshot/snapshot'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, type RecordSource } from './audit'
import { createInThreadRecords } from './in-thread'

let records: RecordSource
beforeAll(async () => {
  records = await createInThreadRecords()
})

const WORKFLOW = '.github/workflows/ci.yml'
const CODE = {
  'app/main.py': `import os, sys\n${Array.from({ length: 40 }, (_, at) => `def f${at}(a):\n    x = 1\n    return a\n`).join('')}`,
  'tests/test_main.py': 'from app.main import f1\n\n\ndef test_f1():\n    assert f1(1) == 1\n',
}
const workflow = (steps: string) => `on: push\njobs:\n  test:\n    runs-on: x\n    steps:\n${steps}`
const run = (command: string) => `      - run: ${command}\n`
const FILLED = run('echo 1').repeat(200)
const LONG = { ...CODE, [WORKFLOW]: workflow(FILLED + run('pytest')) }
const SEARCHING: readonly CharacteristicId[] = ['testing', 'code-style', 'type-hints', 'security-scanning', 'ci-cd']

async function judge(files: Record<string, string>) {
  const report = await auditSnapshot(virtualSnapshot(files), records, (_, error) => {
    throw error
  })
  const verdicts = Object.fromEntries(report.results.map(({ id, verdict }) => [id, verdict]))
  return { ...report, verdicts: SEARCHING.map((id) => verdicts[id]) }
}

test('what is not found in a pipeline that was read in part is unknown, and the report says which', async () => {
  const { verdicts, limits, results } = await judge(LONG)
  expect(verdicts).toEqual(SEARCHING.map(() => 'unknown'))
  expect(limits).toMatchObject([{ kind: 'pipelines', paths: [WORKFLOW] }])
  expect(results.find(({ id }) => id === 'ci-cd')?.message).toContain(WORKFLOW)
})

test('what is not found in a pipeline that was read as a whole is missing', async () => {
  const { verdicts, limits } = await judge({ ...CODE, [WORKFLOW]: workflow(run('echo 1').repeat(200)) })
  expect(verdicts).not.toContain('unknown')
  expect(limits).toEqual([])
})

test('what is found in the part that was read stands, and so does what no pipeline would mend', async () => {
  const tools = run('pytest') + run('ruff check .') + run('mypy .') + run('bandit -r .')
  const found = await judge({ ...LONG, [WORKFLOW]: workflow(tools + FILLED) })
  expect(found.limits).toHaveLength(1)
  expect(found.verdicts).not.toContain('unknown')
  const { 'tests/test_main.py': _, ...untested } = LONG
  expect((await judge(untested)).verdicts[0]).toBe('fail')
})

const UNREAD = { content: null, omitted: 'too-large' } as const
const many = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('')
const COMMANDS = many(2500, (at) => `          echo ${at}\n`)

describe('a pipeline is said to be cut', () => {
  test.each<readonly [string, Record<string, string>]>([
    ['too many jobs', { [WORKFLOW]: `on: push\njobs:\n${many(101, (at) => `  j${at}: {steps: [{run: echo}]}\n`)}` }],
    ['too many commands in a step', { [WORKFLOW]: workflow(`      - run: |\n${COMMANDS}`) }],
    ['too long', { [WORKFLOW]: `${workflow(run('echo'))}# ${'x'.repeat(600_000)}\n` }],
    [
      'actions that call each other deeply',
      {
        [WORKFLOW]: workflow('      - uses: ./a0\n'),
        ...Object.fromEntries(
          Array.from({ length: 8 }, (_, at) => [`a${at}/action.yml`, `runs:\n  steps:\n    - uses: ./a${at + 1}\n`]),
        ),
      },
    ],
    ['jobs of GitLab', { '.gitlab-ci.yml': many(201, (at) => `j${at}: {script: echo}\n`) }],
    [
      'includes of GitLab',
      {
        '.gitlab-ci.yml': `include: [${many(60, (at) => `/i${at}.yml, `)}]\n`,
        ...Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`i${at}.yml`, 'a: {script: echo}\n'])),
      },
    ],
    [
      'steps of CircleCI',
      { '.circleci/config.yml': `jobs:\n  build:\n    steps:\n${many(201, () => '      - run: echo\n')}` },
    ],
    ['steps of Azure', { 'azure-pipelines.yml': `steps:\n${many(201, () => '  - script: echo\n')}` }],
    ['jobs of Travis', { '.travis.yml': `jobs:\n  include:\n${many(51, () => '    - script: echo\n')}` }],
    ['a long Jenkinsfile', { Jenkinsfile: `node { sh 'echo' }\n${'// more\n'.repeat(50_000)}` }],
    ['steps of Buildkite', { '.buildkite/pipeline.yml': `steps:\n${many(201, () => '  - command: echo\n')}` }],
  ])('by %s', (_, files) => {
    expect(createFacts(virtualSnapshot(files), new Map()).ci.cut).toEqual([Object.keys(files)[0]])
  })

  test('but not by a circle, in which nothing new would come', () => {
    for (const [, files] of CIRCLES) expect(createFacts(virtualSnapshot(files), new Map()).ci.cut).toEqual([])
  })

  test('when there are more workflows than are read', () => {
    const names = Array.from({ length: 152 }, (_, at) => `.github/workflows/w${String(at).padStart(3, '0')}.yml`)
    const { ci } = createFacts(
      virtualSnapshot(Object.fromEntries(names.map((name) => [name, workflow(run('echo'))]))),
      new Map(),
    )
    expect(ci.cut).toEqual(names.slice(150))
  })

  test('when its file is too large to be read at all', () => {
    const snapshot = virtualSnapshot({ [WORKFLOW]: workflow(run('echo')) })
    const files = new Map([...snapshot.files].map(([path, file]) => [path, { ...file, ...UNREAD }]))
    const unread: RepoSnapshot = { ...snapshot, files }
    expect(createFacts(unread, new Map()).ci.cut).toEqual([WORKFLOW])
  })
})
