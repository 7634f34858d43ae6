import { describe, expect, test } from 'vitest'
import type { ModuleRecord } from '@/lib/python/record'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'

const read = (files: Record<string, string>, records: ReadonlyMap<string, ModuleRecord> = new Map()) =>
  createFacts(virtualSnapshot(files), records).ci
/** `tool@line` of every run, `~` when it can't fail, `?` when it does not check, `!` when not on changes. */
const runs = (files: Record<string, string>) =>
  read(files).runs.map(
    ({ tool, canFail, checks, onChange, evidence }) =>
      `${canFail ? '' : '~'}${checks ? '' : '?'}${onChange ? '' : '!'}${tool}@${evidence.line}`,
  )
const workflow = (steps: string, head = 'on: [push, pull_request]\n') =>
  `${head}jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n${steps}`

describe('GitHub Actions', () => {
  test('finds tools with their lines, and what keeps them from failing', () => {
    const ci = workflow(`      - uses: actions/checkout@v4
      - run: |
          uv sync --locked
          uv run --extra dev pytest -q
          ruff check . || true
      - run: black --check .
      - run: black .
        continue-on-error: true
      - if: false
        run: mypy .
`)
    expect(runs({ '.github/workflows/ci.yml': ci })).toEqual(['pytest@9', '~ruff@10', 'black@11', '~?black@12'])
  })

  test('reads every form of `on`', () => {
    const events = (on: string) =>
      read({ '.github/workflows/ci.yml': `${on}\njobs: {}\n` }).pipelines.map((pipeline) => [
        pipeline.triggers.map((trigger) => trigger.event).join(','),
        pipeline.onChange,
      ])[0]
    expect(events('on: push')).toEqual(['push', true])
    expect(events('on:\n  push:\n    tags: ["v*"]\n  release:')).toEqual(['tag,release', false])
    expect(events('on:\n  pull_request:\n    types: [closed]')).toEqual(['other', false])
    expect(events('on:\n  schedule:\n    - cron: "0 0 * * *"\n  workflow_dispatch:')).toEqual([
      'schedule,manual',
      false,
    ])
  })

  test('follows matrix values, local actions and reusable workflows', () => {
    expect(
      runs({
        '.github/workflows/ci.yml': `on: pull_request
jobs:
  tox:
    strategy:
      matrix:
        include:
          - env: py312
          - env: lint
    steps:
      - run: tox -e \${{ matrix.env }}
      - uses: ./.github/actions/check
        with:
          command: mypy src
  called:
    uses: ./.github/workflows/part.yml
`,
        '.github/actions/check/action.yml':
          'inputs:\n  command: {}\nruns:\n  using: composite\n  steps:\n    - run: $' +
          '{{ inputs.command }}\n      shell: bash\n',
        '.github/workflows/part.yml': 'on: workflow_call\njobs:\n  a:\n    steps:\n      - run: bandit -r src\n',
        'tox.ini':
          '[tox]\nenvlist = py312,lint\n[testenv]\ncommands = pytest {posargs}\n[testenv:lint]\ncommands =\n    flake8 src\n',
      }),
    ).toEqual(['tox@10', 'pytest@10', 'tox@10', 'flake8@10', 'mypy@11', 'bandit@14', '!bandit@5'])
  })

  test('runs a step in each folder of a matrix, and counts it as one use', () => {
    const { steps, runs } = read({
      '.github/workflows/ci.yml': `on: push
jobs:
  test:
    strategy:
      matrix:
        project: [services/api, libs/core]
    steps:
      - run: pytest
        working-directory: \${{ matrix.project }}
`,
    })
    expect(steps.map(({ directory }) => directory)).toEqual(['services/api', 'libs/core'])
    expect(runs.map(({ tool }) => tool)).toEqual(['pytest'])
  })

  test.each([
    [`\n        working-directory: \${{ matrix.project }}`, 'pytest'],
    ['', `cd \${{ matrix.project }} && pytest -n \${{ matrix.python }}`],
  ])('knows every folder of a long matrix%s: %s', (folder, run) => {
    const projects = Array.from({ length: 30 }, (_, at) => `libs/p${at}`)
    const { steps } = read({
      '.github/workflows/ci.yml': `on: push\njobs:\n  test:\n    strategy:\n      matrix:\n        project: [${projects.join(', ')}]\n        python: [3.11, 3.12]\n    steps:\n      - run: ${run}${folder}\n`,
      ...Object.fromEntries(projects.map((project) => [`${project}/a.py`, ''])),
    })
    expect(new Set(steps.map(({ directory }) => directory))).toEqual(new Set(projects))
  })

  test('names files that a step needs and that are not there', () => {
    const missing = (steps: string, files: Record<string, string> = {}) =>
      read({ '.github/workflows/ci.yml': workflow(steps), ...files }).pipelines[0]?.missing.map(
        (m) => `${m.target}@${m.line}`,
      )
    expect(missing('      - run: pip install -r requirements.txt\n')).toEqual(['requirements.txt@6'])
    expect(missing('      - run: pip install -r requirements.txt\n', { 'requirements.txt': 'x' })).toEqual([])
    expect(
      missing('      - run: uv export > requirements.txt\n      - run: pip install -r requirements.txt\n'),
    ).toEqual([])
    expect(missing('      - run: cd backend && bash scripts/test.sh\n')).toEqual(['backend/scripts/test.sh@6'])
    expect(missing('      - run: make test\n')).toEqual(['Makefile@6'])
    expect(missing('      - uses: ./.github/actions/gone\n')).toEqual(['.github/actions/gone@6'])
    expect(missing('      - run: python scripts/x.py || true\n')).toEqual([])
  })

  test.each([
    ['pipenv without a Pipfile', 'pip install pipenv && pipenv run flake8 .', {}, [], 'Pipfile'],
    ['pipenv with one', 'pipenv run flake8 .', { Pipfile: '[packages]\n' }, ['flake8']],
    ['pipenv that is told what to install', 'pipenv install --dev flake8 && pipenv run flake8 .', {}, ['flake8']],
    ['pipenv that only installs', 'pipenv install --dev && pipenv run flake8 .', {}, [], 'Pipfile'],
    [
      'pipenv that only installs, on a line',
      '|\n          pipenv install --dev\n          pipenv run flake8 .',
      {},
      [],
      'Pipfile',
    ],
    ['pipenv that is told in quotes', 'pipenv install -e ".[dev]" && pipenv run flake8 .', {}, ['flake8']],
    ['pipenv with a version', 'pipenv --python 3.12 install flake8 && pipenv run flake8 .', {}, ['flake8']],
    [
      'pipenv that pip fills',
      'pipenv run pip install -r dev.txt && pipenv run flake8 .',
      { 'dev.txt': '' },
      ['flake8'],
    ],
    ['pipenv that takes over requirements', 'pipenv run flake8 .', { 'requirements.txt': 'flake8\n' }, ['flake8']],
    ['pipenv as a module', 'python -m pipenv run python -m pytest', {}, [], 'Pipfile'],
    ['poetry without a pyproject.toml', 'cd app && poetry run pytest', { 'app/x.py': '' }, [], 'app/pyproject.toml'],
    ['poetry with one above', 'cd app && poetry run pytest', { 'app/x.py': '', 'pyproject.toml': '' }, ['pytest']],
  ])('an environment is that of a manifest: %s', (_, command, files, tools, missing?: string) => {
    const fact = read({ '.github/workflows/ci.yml': workflow(`      - run: ${command}\n`), ...(files as object) })
    expect(fact.runs.map(({ tool }) => tool)).toEqual(tools)
    expect(fact.pipelines[0]?.missing.map(({ target }) => target)).toEqual(missing ? [missing] : [])
  })

  test.each([
    ['poetry run ruff check', 'backend/pyproject.toml', '.pre-commit-config.yaml', []],
    ['poetry run ruff check', 'pyproject.toml', '.pre-commit-config.yaml', ['ruff']],
    ['poetry run -C backend ruff check', 'backend/pyproject.toml', '.pre-commit-config.yaml', ['ruff']],
    ['poetry -C backend run ruff check', 'backend/pyproject.toml', '.pre-commit-config.yaml', ['ruff']],
    ['poetry --directory=backend run ruff check', 'other/pyproject.toml', '.pre-commit-config.yaml', []],
  ])('a hook that says %s needs %s where it runs', (entry, manifest, config, tools) => {
    const hooks = `repos:\n  - repo: local\n    hooks:\n      - id: lint\n        language: system\n        entry: ${entry}\n`
    expect(read({ [manifest]: '', [config]: hooks }).runs.map(({ tool }) => tool)).toEqual(tools)
  })

  test('tells releases, remote workflows and formatters checked by a diff', () => {
    const fact = read({
      '.github/workflows/ci.yml': `on: push
jobs:
  shared:
    uses: org/ci/.github/workflows/test.yml@v1
  release:
    steps:
      - run: black . && git diff --exit-code
      - uses: pypa/gh-action-pypi-publish@release/v1
`,
    })
    expect(fact.remote.map(({ line }) => line)).toEqual([3])
    expect(fact.deployments.map(({ line }) => line)).toEqual([8])
    expect(fact.runs).toMatchObject([{ tool: 'black', checks: true }])
  })
})

describe('task runners', () => {
  const through = (command: string, files: Record<string, string>) =>
    runs({ '.github/workflows/ci.yml': workflow(`      - run: ${command}\n`), ...files })

  test('make: prerequisites, variables, ignored failures, other folders', () => {
    const Makefile =
      'PY = uv run\n.PHONY: test lint\nci: lint test\nlint:\n\t-$(PY) ruff check .\n\t@mypy src\ntest: ; $(PY) pytest\n'
    expect(through('make ci', { Makefile })).toEqual(['~ruff@6', 'mypy@6', 'pytest@6'])
    expect(through('make -C app test', { 'app/Makefile': Makefile })).toEqual(['pytest@6'])
    expect(through('make loop', { Makefile: 'loop: loop\n\t$(MAKE) loop\n\tpytest\n' })).toEqual(['pytest@6'])
  })

  test('shell scripts, npm, just, go-task, poe, PDM, hatch, tox in TOML', () => {
    expect(through('./scripts/test', { 'scripts/test': '#!/bin/sh -e\nflake8\npytest\n' })).toEqual([
      'flake8@6',
      'pytest@6',
    ])
    expect(through('bash ci.sh', { 'ci.sh': '#!/bin/bash\nflake8\npytest\n' })).toEqual(['~flake8@6', 'pytest@6'])
    expect(through('npm test', { 'package.json': '{"scripts": {"test": "pytest"}}' })).toEqual(['pytest@6'])
    expect(through('just check', { justfile: 'check: lint\n    uv run pytest\nlint:\n    ruff check\n' })).toEqual([
      'ruff@6',
      'pytest@6',
    ])
    expect(
      through('task py:test', {
        'Taskfile.yml': 'includes:\n  py: ./py/Taskfile.yml\n',
        'py/Taskfile.yml': 'tasks:\n  test:\n    cmds:\n      - uv run pytest\n',
      }),
    ).toEqual(['pytest@6'])
    expect(
      through('poetry run poe check', {
        'pyproject.toml': '[tool.poe.tasks]\nlint = "ruff check"\ntest.cmd = "pytest"\ncheck = ["lint", "test"]\n',
      }),
    ).toEqual(['ruff@6', 'pytest@6'])
    expect(through('pdm run test', { 'pyproject.toml': '[tool.pdm.scripts]\ntest = "pytest"\n' })).toEqual(['pytest@6'])
    expect(
      through('hatch run dev:all', {
        'pyproject.toml': '[tool.hatch.envs.dev.scripts]\nall = ["types", "pytest"]\ntypes = "mypy ."\n',
      }),
    ).toEqual(['mypy@6', 'pytest@6'])
    const inTest = { 'pyproject.toml': '[tool.hatch.envs.test.scripts]\ncover = "pytest"\n' }
    expect(through('hatch -e test run cover', inTest)).toEqual(['pytest@6'])
    expect(through('HATCH_ENV=test hatch run cover', inTest)).toEqual(['pytest@6'])
    expect(through('hatch run cover', inTest)).toEqual([])
    expect(
      through('uvx tox -e type', { 'tox.toml': 'env_list = ["type"]\n[env.type]\ncommands = [["mypy", "src"]]\n' }),
    ).toEqual(['tox@6', 'mypy@6'])
  })

  test('containers: the command given, or the command of the service', () => {
    expect(through('docker compose run --rm -e A=b web pytest -q', {})).toEqual(['pytest@6'])
    expect(through('docker run --rm -v "$PWD:/app" img:1 python manage.py test', {})).toEqual(['django-test@6'])
    expect(
      through('docker compose -f ci.yml up --exit-code-from tests', {
        'ci.yml': 'services:\n  tests:\n    command: pytest tests\n',
      }),
    ).toEqual(['pytest@6'])
  })

  test('Skaffold: the tests of its configurations, from their own folders, past the wrappers of build tools', () => {
    const skaffold = (name: string, test: string, requires = '') =>
      `kind: Config\nmetadata:\n  name: ${name}\n${requires}test:\n  - context: .\n    custom:\n      - command: ${test}\n`
    const files = {
      'skaffold.yaml':
        'kind: Config\nrequires:\n  - path: ledger\n  - path: users/skaffold.yaml\n    configs: [users]\n',
      'ledger/skaffold.yaml': skaffold('ledger', '../mvnw verify', 'requires:\n  - path: ../\n'),
      'users/skaffold.yaml': `${skaffold('users', 'uv run pytest')}---\n${skaffold('old', 'nose2')}`,
      mvnw: '#!/bin/sh\npytest\n',
    }
    expect(through('skaffold test --profile=dev', files)).toEqual(['pytest@6'])
    expect(through('skaffold test -m ledger', files)).toEqual([])
    expect(through('skaffold build', files)).toEqual(['docker-build@6'])
    const { steps } = read({ '.github/workflows/ci.yml': workflow('      - run: skaffold test\n'), ...files })
    expect(steps.at(-1)).toMatchObject({ command: ['pytest'], directory: 'users', via: [{ line: 7 }] })
  })

  test('a script of a folder of tests that makes their data is no test', () => {
    expect(through('python tests/fixtures.py fixtures.db', {})).toEqual([])
    expect(through('python tests/make_data.py', {})).toEqual([])
    expect(through('python tests/smoke.py', {})).toEqual(['test-script@6'])
    expect(through('python tests/test_data.py', {})).toEqual(['test-script@6'])
  })

  test('tox: factors, references and ignored outcomes', () => {
    const tox = `[tox]
envlist = py{311,312}-{fast,slow}, docs
[testenv]
commands =
    fast: pytest -m fast
    slow: coverage run -m pytest
[testenv:docs]
ignore_outcome = true
commands = {[shared]commands}
[shared]
commands = mypy .
`
    expect(through('tox', { 'tox.ini': tox })).toEqual(['tox@6', 'pytest@6', 'pytest@6', '~mypy@6'])
  })
})

describe('other systems', () => {
  test('GitLab: extends, references, defaults, includes, allow_failure', () => {
    expect(
      runs({
        '.gitlab-ci.yml': `include:
  - local: /ci/lint.yml
  - template: Security/SAST.gitlab-ci.yml
default:
  before_script: [pip install tox]
.base:
  script:
    - pytest
test:
  extends: .base
types:
  stage: test
  allow_failure: true
  script:
    - !reference [.base, script]
    - mypy .
release:
  rules:
    - if: $CI_COMMIT_TAG
  script: bandit -r .
`,
        'ci/lint.yml': 'lint:\n  script: ruff check\n',
      }).sort(),
    ).toEqual(['!bandit@20', 'gitlab-sast@3', 'pytest@8', 'ruff@1', '~mypy@16', '~pytest@8'].sort())
  })

  test('CircleCI, Azure, Jenkins, Travis, Buildkite, Drone, Bitbucket', () => {
    expect(
      runs({
        '.circleci/config.yml': `version: 2.1
commands:
  check:
    parameters: { cmd: { type: string } }
    steps: [run: << parameters.cmd >>]
jobs:
  build:
    steps:
      - checkout
      - check: { cmd: pytest }
      - run:
          command: mypy .
workflows:
  main:
    jobs: [build]
`,
      }),
    ).toEqual(['pytest@5', 'mypy@12'])
    expect(
      runs({
        'azure-pipelines.yml':
          'trigger: [main]\njobs:\n- job: t\n  steps:\n  - script: pytest\n  - template: ci/lint.yml\n',
        'ci/lint.yml': 'steps:\n- bash: flake8\n  continueOnError: true\n',
      }),
    ).toEqual(['pytest@5', '~flake8@6'])
    expect(
      runs({
        Jenkinsfile:
          "pipeline {\n stages {\n  stage('Test') {\n   steps {\n    // sh 'mypy .'\n    sh '''\n     pytest\n    '''\n    sh(script: 'flake8', returnStatus: true)\n   }\n  }\n }\n}\n",
      }),
    ).toEqual(['pytest@7', '~flake8@9'])
    expect(runs({ '.travis.yml': 'language: python\nscript:\n  - pytest\n' })).toEqual(['pytest@3'])
    expect(runs({ '.buildkite/pipeline.yml': 'steps:\n  - label: t\n    command: pytest\n' })).toEqual(['pytest@3'])
    expect(runs({ '.drone.yml': 'kind: pipeline\nsteps:\n- name: t\n  commands:\n  - pytest\n' })).toEqual(['pytest@5'])
    expect(
      runs({ 'bitbucket-pipelines.yml': 'pipelines:\n  default:\n    - step:\n        script:\n          - pytest\n' }),
    ).toEqual(['pytest@5'])
  })

  test('Taskcluster: tasks below conditions and variables, in the folder that they clone into', () => {
    const task = (command: string) => `      - metadata: { name: tests }
        payload:
          env: { TOX_ENV: py312 }
          command: ${command}
`
    const template = (condition: string, command: string) => `version: 1
tasks:
  $let: { user: x }
  in:
    $if: '${condition}'
    then:
${task(command)}`
    const tox = { 'tox.ini': '[testenv:py312]\ncommands = pytest\n[testenv:lint]\ncommands = flake8\n' }
    const clone = '["/bin/bash", "-lcx", "git clone https://a.b/shop.git && cd shop && uv run tox -e $TOX_ENV"]'
    const onPush = template('tasks_for == "github-push"', clone)
    expect(runs({ '.taskcluster.yml': onPush, ...tox })).toEqual(['tox@10', 'pytest@10'])
    expect(read({ '.taskcluster.yml': onPush, ...tox }).steps.map(({ directory }) => directory)).toContain('')
    expect(read({ '.taskcluster.yml': onPush }).pipelines).toMatchObject([{ name: 'Taskcluster', onChange: true }])
    expect(runs({ '.taskcluster.yml': template('tasks_for == "github-release"', '[pytest, -q]') })).toEqual([
      '!pytest@10',
    ])
    const onTag = 'tasks_for == "github-push" && event.ref[:10] == "refs/tags/"'
    expect(runs({ '.taskcluster.yml': template(onTag, '[[mypy, src], [pytest, -q]]') })).toEqual([
      '!mypy@10',
      '!pytest@10',
    ])
    const old = (event: string) =>
      `version: 0\ntasks:\n${task('[pytest]')}        extra:\n          github:\n            events: [${event}]\n`
    expect(runs({ '.taskcluster.yml': old('pull_request.opened') })).toEqual(['pytest@6'])
    expect(runs({ '.taskcluster.yml': old('release') })).toEqual(['!pytest@6'])
  })

  test('Google Cloud Build in any folder of the repository itself', () => {
    const build =
      'steps:\n  - name: python\n    dir: api\n    script: pytest\n  - name: python\n    script: |\n      cd /workspace/web\n      ruff check\n'
    expect(runs({ 'api/cloudbuild.yaml': build })).toEqual(['pytest@4', 'ruff@8'])
    expect(read({ '.github/cloudbuild/ci-pr.yaml': build }).steps.map(({ directory }) => directory)).toEqual([
      'api',
      'web',
    ])
    expect(runs({ 'docs/cloudbuild.yaml': build, 'vendor/x/cloudbuild.yaml': build })).toEqual([])
  })

  test('a Travis file of the service that ended is dead', () => {
    const fact = read({
      '.travis.yml': 'script: pytest\n',
      'README.md': '[![](https://travis-ci.org/a/b.svg)](https://travis-ci.org/a/b)',
    })
    expect(fact.pipelines[0]?.dead).toMatch(/travis-ci.org/)
    expect(fact.runs).toEqual([])
  })
})

test('hooks of pre-commit are runs, and those of a pre-commit step in a pipeline too', () => {
  const config =
    'repos:\n- repo: https://github.com/psf/black\n  rev: x\n  hooks:\n  - id: black\n- repo: local\n  hooks:\n  - id: types\n    entry: uv run mypy src\n    language: system\n  - id: slow\n    entry: pytest\n    stages: [manual]\n'
  expect(read({ '.pre-commit-config.yaml': config }).runs.map(({ tool, where }) => `${tool} ${where}`)).toEqual([
    'black pre-commit',
    'mypy pre-commit',
  ])
  expect(
    read({
      '.pre-commit-config.yaml': config,
      '.github/workflows/ci.yml': workflow('      - run: pre-commit run --all-files\n'),
    }).runs.map(({ tool, where }) => `${tool} ${where}`),
  ).toEqual(['pre-commit ci', 'black ci', 'mypy ci', 'black pre-commit', 'mypy pre-commit'])
})

test('a script of a thousand commands is followed to its end', () => {
  const ci = workflow('      - run: scripts/check.sh\n')
  const { runs, cut } = read({
    '.github/workflows/ci.yml': ci,
    'scripts/check.sh': `${'echo step\n'.repeat(1000)}pytest -q\n`,
  })
  expect(runs.map(({ tool }) => tool)).toEqual(['pytest'])
  expect(cut).toEqual([])
})

test('survives broken and hostile files', () => {
  const broken = [
    '',
    '{',
    '- - -',
    'jobs: 3',
    'jobs:\n  a: [1]\n  b: {steps: x}\n',
    'on: {push: [',
    '&a [*a]',
    '\0',
    'a: &a\n  <<: *a',
  ]
  for (const text of broken) {
    const files = Object.fromEntries(
      [
        '.github/workflows/x.yml',
        '.gitlab-ci.yml',
        '.circleci/config.yml',
        'azure-pipelines.yml',
        'Jenkinsfile',
        '.travis.yml',
        '.buildkite/pipeline.yml',
        '.drone.yml',
        'bitbucket-pipelines.yml',
        'tox.ini',
        'Makefile',
      ].map((path) => [path, text]),
    )
    expect(() => read(files)).not.toThrow()
  }
  const loops = {
    '.github/workflows/a.yml':
      'on: push\njobs:\n  a:\n    uses: ./.github/workflows/a.yml\n  b:\n    steps:\n    - run: make a; bash x.sh\n',
    Makefile: 'a: b\nb: a\n\tbash x.sh\n',
    'x.sh': 'make a\nbash x.sh\npytest\n',
  }
  expect(read(loops).runs.length).toBeLessThan(20)
})
