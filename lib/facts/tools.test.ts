import { expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from './create'

const read = (files: Record<string, string>) => createFacts(virtualSnapshot(files), new Map()).tools

test('finds tools in their own files and in sections of shared ones', () => {
  const tools = read({
    'pyproject.toml': '[project]\nname = "x"\n[tool.ruff]\n[tool.mypy]\n',
    'setup.cfg': '[flake8]\nignore = E501,W503\n[tool:pytest]\naddopts = --cov-fail-under=85\n',
    '.pylintrc': '[MASTER]\n',
  })
  expect(tools.configured.map(({ tool, path, line }) => `${tool} ${path}:${line ?? ''}`).sort()).toEqual([
    'flake8 setup.cfg:1',
    'mypy pyproject.toml:4',
    'pylint .pylintrc:',
    'pytest setup.cfg:3',
    'ruff pyproject.toml:3',
  ])
  expect(tools.ruffIgnored).toEqual(['E501', 'W503'])
  expect(tools.coverageThreshold).toEqual({ percent: 85, path: 'setup.cfg', line: 4 })
})

test('reads what Ruff selects, ignores and ignores per file', () => {
  const tools = read({
    'pyproject.toml':
      '[tool.ruff.lint]\nselect = ["E", "S"]\nignore = ["E741"]\n[tool.ruff.lint.per-file-ignores]\n"app/legacy/*" = ["F401"]\n',
  })
  expect(tools.ruffSelected).toEqual(['E', 'S'])
  expect(tools.ruffIgnored).toEqual(['E741'])
  expect(tools.ruffPerFileIgnored).toEqual([{ glob: 'app/legacy/*', codes: ['F401'] }])
})

test('reads hooks with their lines, pre-commit.ci and update bots', () => {
  const tools = read({
    '.pre-commit-config.yaml':
      'ci:\n  autofix_prs: false\nrepos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.16.4\n    hooks:\n      - id: ruff\n      - id: ruff-format\n',
    '.github/dependabot.yml': 'version: 2\nupdates:\n  - package-ecosystem: npm\n  - package-ecosystem: pip\n',
  })
  expect(tools.hooks.map(({ id, rev, line }) => [id, rev, line])).toEqual([
    ['ruff', 'v0.16.4', 7],
    ['ruff-format', 'v0.16.4', 8],
  ])
  expect(tools.preCommit).toEqual({ path: '.pre-commit-config.yaml', ci: true })
  expect(tools.dependencyUpdates).toEqual([{ tool: 'dependabot', path: '.github/dependabot.yml', line: 4 }])
})

test('finds the coverage bar of a command in a pipeline', () => {
  const tools = read({
    '.github/workflows/ci.yml': 'jobs:\n  test:\n    steps:\n      - run: pytest --cov --cov-fail-under 75\n',
  })
  expect(tools.coverageThreshold).toEqual({ percent: 75, path: '.github/workflows/ci.yml', line: 4 })
})

test('survives broken files', () => {
  const tools = read({ 'pyproject.toml': '[', '.pre-commit-config.yaml': '- [', 'setup.cfg': '=', 'ruff.toml': 'x' })
  expect(tools.hooks).toEqual([])
  expect(tools.preCommit).toBeNull()
})
