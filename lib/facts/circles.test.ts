import { describe, expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'
import { CIRCLES } from './fixtures/circles'
import { Visits } from './visits'

const read = (files: Record<string, string>) => createFacts(virtualSnapshot(files), new Map())
/** One step that runs a command. */
const running = (command: string) => ({
  '.github/workflows/ci.yml': `on: push\njobs:\n  test:\n    steps:\n      - run: ${command}\n`,
})
const commands = (files: Record<string, string>) => read(files).ci.steps.map(({ command }) => command.join(' '))

describe('what calls itself many times is read so often that it ends', () => {
  test.each(CIRCLES)('%s', (_, files) => {
    const { ci, launch } = read(files)
    expect(ci.runs.map(({ tool }) => tool)).toContain('pytest')
    if (files.Procfile) expect(launch.commands.map(({ program }) => program)).toContain('gunicorn')
  })

  test('files that call each other many times', () => {
    const steps = (name: string) => `    - uses: ./.github/actions/${name}\n`.repeat(60)
    const action = (body: string) => `runs:\n  using: composite\n  steps:\n${body}`
    const names = ['a', 'b', 'c', 'd', 'e']
    const actions = names.map((name, at) => [
      `.github/actions/${name}/action.yml`,
      action(at < 4 ? steps(names[at + 1] ?? '') : '    - run: pytest\n'),
    ])
    const workflow =
      'on: push\njobs:\n  test:\n    steps:\n      - uses: ./.github/actions/a\n  lint:\n    steps:\n      - run: ruff check\n'
    const found = commands({ '.github/workflows/ci.yml': workflow, ...Object.fromEntries(actions) })
    expect(found).toEqual(['pytest', 'ruff check'])
  })
})

describe('what is called from two places is followed in both', () => {
  test('an action with different inputs', () => {
    const found = commands({
      '.github/workflows/ci.yml':
        'on: push\njobs:\n  test:\n    steps:\n      - uses: ./a\n        with: {what: unit}\n      - uses: ./a\n        with: {what: slow}\n',
      'a/action.yml': `inputs:\n  what:\n    default: x\nruns:\n  using: composite\n  steps:\n    - run: pytest \${{ inputs.what }}\n`,
    })
    expect(found).toEqual(['pytest unit', 'pytest slow'])
  })

  test("a job of GitLab has what its parents' common parent says", () => {
    const text =
      '.base:\n  allow_failure: true\n.one:\n  extends: .base\n.two:\n  extends: .base\n  when: always\ntest:\n  extends: [.one, .two]\n  script: pytest\n'
    expect(read({ '.gitlab-ci.yml': text }).ci.steps.map(({ canFail }) => canFail)).toEqual([false])
  })

  test('a section of tox in each environment, a task after another that calls the same', () => {
    const tox =
      '[tox]\nenvlist = a, b\n[testenv]\ncommands =\n    a: {[base]commands}\n    {[base]commands}\n    {[more]commands}\n[base]\ncommands =\n    b: pytest b\n    a: pytest a\n[more]\ncommands =\n    {[base]commands}\n    mypy .\n'
    expect(commands({ ...running('tox'), 'tox.ini': tox })).toEqual(expect.arrayContaining(['pytest a', 'pytest b']))
    const tasks =
      '[tool.poe.tasks]\nci = ["lint", "test"]\nlint = ["fix", "mypy ."]\ntest = ["fix", "pytest"]\nfix = "ruff check"\n'
    expect(commands({ ...running('poe ci'), 'pyproject.toml': tasks })).toEqual([
      'poe ci',
      'ruff check',
      'mypy .',
      'pytest',
    ])
  })
})

describe('what is filled in is bounded', () => {
  const long = 'z'.repeat(1_000_000)

  test.each<[string, Record<string, string>]>([
    [
      'a key of tox',
      {
        ...running('tox'),
        'tox.ini': `[a]\nb = ${long}\n[testenv]\ncommands =\n    pytest\n    ${'{[a]b}'.repeat(450)}\n`,
      },
    ],
    [
      "an environment's name of tox",
      {
        ...running('tox'),
        'tox.ini': `[tox]\nenvlist = ${long}\n[testenv]\ncommands =\n    pytest\n    ${'{envname}'.repeat(440)}\n`,
      },
    ],
    [
      'many names of environments of tox',
      {
        ...running('tox'),
        'tox.ini': `[tox]\nenvlist = ${`{${',a'.repeat(30_000)}}-`.repeat(3)}\n[testenv]\ncommands = pytest\n`,
      },
    ],
    [
      'a variable of make, by another',
      {
        ...running('make x'),
        Makefile: `A = ${'$(B)'.repeat(4)}\nB = ${long.slice(0, 400_000)}\nx:\n\tpytest\n\t${'$(A)'.repeat(1000)}\n`,
      },
    ],
    [
      'variables of make in each other',
      {
        ...running('make x'),
        Makefile: `A = ${'$(B)'.repeat(4000)}\nB = ${'$(C)'.repeat(4000)}\nC = ${long.slice(0, 400_000)}\nx:\n\tpytest\n\t$(A)\n`,
      },
    ],
    [
      'words that no target of make is',
      {
        ...running('make x'),
        Makefile: `x: ${'y '.repeat(100_000)}\n\tpytest\n${Array.from({ length: 40_000 }, (_, at) => `${at}:\n`).join('')}`,
      },
    ],
  ])('%s', (_, files) => {
    const { ci } = read(files)
    expect(ci.runs.map(({ tool }) => tool)).toContain('pytest')
    expect(Math.max(...ci.steps.flatMap(({ command }) => command.map((word) => word.length)))).toBeLessThan(25_000)
  })
})

describe('what thousands of commands share is not read or copied for each', () => {
  const many = (count: number, text: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => text(at)).join('')
  const workflow = (head: string, jobs: string) => ({ '.github/workflows/ci.yml': `on: push\n${head}jobs:\n${jobs}` })
  const variables = `env:\n${many(8_000, (at) => `  VARIABLE_${at}: value_${at}_aaaaaaaa\n`)}`
  const repeated = (command: string) =>
    workflow('', `  t:\n    steps:\n${many(20, () => `      - run: |\n${many(350, () => `          ${command}\n`)}`)}`)

  test.each<[string, Record<string, string>]>([
    [
      'an environment, by steps',
      workflow(
        variables,
        many(30, (at) => `  j${at}:\n    steps:\n${many(100, () => '      - run: pytest\n')}`),
      ),
    ],
    [
      'an environment, by calls of itself',
      workflow(
        variables,
        `  t:\n    steps:\n${many(30, (at) => `      - run: pytest ${at}\n`)}${many(90, (at) => `  j${at}:\n    uses: ./.github/workflows/ci.yml\n`)}`,
      ),
    ],
    [
      'a long tox.ini',
      { ...repeated('tox'), 'tox.ini': `[testenv]\ncommands = pytest\n${many(30_000, (at) => `[s${at}]\na = b\n`)}` },
    ],
    ['a long Makefile', { ...repeated('make'), Makefile: `x:\n\tpytest\n${many(30_000, (at) => `s${at}:\n\ta\n`)}` }],
  ])('%s', (_, files) => {
    expect(read(files).ci.runs.map(({ tool }) => tool)).toContain('pytest')
  })
})

test('a visit weighs as much as the text that is read for it', () => {
  const visits = new Visits(10)
  expect([visits.next(), visits.next(5_000), visits.next(5_000), visits.next()]).toEqual([true, true, true, false])
})
