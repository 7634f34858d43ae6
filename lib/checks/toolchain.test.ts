import { describe, expect, test } from 'vitest'
import { createFacts } from '@/lib/facts/create'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { pipelineSnippet } from './toolchain'

const snippet = (files: Record<string, string>) =>
  pipelineSnippet(createFacts(virtualSnapshot(files), new Map()), 'test', ['ruff check .', 'pytest'])

const steps = (files: Record<string, string>) =>
  snippet(files)
    .code.split('\n')
    .flatMap((line) => /^ +- run: (.*)$/.exec(line)?.[1] ?? [])

describe('a job to paste fits the repository', () => {
  test('a Poetry project on GitHub Actions installs and runs by Poetry', () => {
    const { path, code } = snippet({
      'pyproject.toml': '[tool.poetry]\nname = "x"\nversion = "1"\n',
      'poetry.lock': '',
    })
    expect(path).toBe('.github/workflows/test.yml')
    expect(code).toContain('run: poetry install')
    expect(code).toContain('run: poetry run pytest')
  })

  test('what a Poetry project does not declare is installed into its environment before it is called', () => {
    const poetry = '[tool.poetry]\nname = "x"\nversion = "1"\n\n[tool.poetry.group.dev.dependencies]\npytest = "^8.3"\n'
    expect(steps({ 'pyproject.toml': poetry })).toEqual([
      'pipx install poetry',
      'poetry install',
      'poetry run python -m pip install ruff',
      'poetry run ruff check .',
      'poetry run pytest',
    ])
  })

  test('tools that the project declares are not installed again', () => {
    const declared =
      '[tool.poetry]\nname = "x"\nversion = "1"\n\n[tool.poetry.dev-dependencies]\nruff = "*"\npytest = "*"\n'
    expect(steps({ 'pyproject.toml': declared }).join('\n')).not.toContain('pip install')
  })

  test('an optional group of Poetry, which is not installed unasked, brings no tool', () => {
    const optional =
      '[tool.poetry]\nname = "x"\nversion = "1"\n\n[tool.poetry.group.lint]\noptional = true\n\n[tool.poetry.group.lint.dependencies]\nruff = "*"\npytest = "*"\n'
    expect(steps({ 'pyproject.toml': optional })).toContain('poetry run python -m pip install ruff pytest')
  })

  test.each([
    ['uv brings its own group dev', '[tool.uv]\n', ['uv sync', 'uv run --with ruff ruff check .', 'uv run pytest']],
    [
      'uv brings the groups that it is told to',
      '[tool.uv]\ndefault-groups = ["lint"]\n',
      ['uv sync', 'uv run ruff check .', 'uv run --with pytest pytest'],
    ],
    [
      'PDM brings all groups',
      '[tool.pdm]\n',
      ['pipx install pdm', 'pdm install', 'pdm run ruff check .', 'pdm run pytest'],
    ],
  ])('%s', (_what, tool, expected) => {
    const groups = '[project]\nname = "x"\n\n[dependency-groups]\ndev = ["pytest"]\nlint = ["ruff"]\n\n'
    expect(steps({ 'pyproject.toml': `${groups}${tool}` })).toEqual(expected)
  })

  test('PDM, whose environments have no pip, and Pipenv install what is missing', () => {
    expect(steps({ 'pyproject.toml': '[project]\nname = "x"\n\n[tool.pdm]\n' })).toEqual([
      'pipx install pdm',
      'pdm install',
      'pdm run python -m ensurepip',
      'pdm run python -m pip install ruff pytest',
      'pdm run ruff check .',
      'pdm run pytest',
    ])
    expect(steps({ Pipfile: '[packages]\nflask = "*"\n\n[dev-packages]\npytest = "*"\n' })).toEqual([
      'pipx install pipenv',
      'pipenv install --dev',
      'pipenv run python -m pip install ruff',
      'pipenv run ruff check .',
      'pipenv run pytest',
    ])
  })

  test('without a manifest only the tools are installed', () => {
    expect(steps({ 'app.py': 'print(1)\n' })).toEqual(['pip install ruff pytest', 'ruff check .', 'pytest'])
  })

  test('on GitLab it is a job of GitLab, by uv', () => {
    const { path, code } = snippet({ '.gitlab-ci.yml': 'lint:\n  script: [ruff check]\n', 'uv.lock': 'version = 1\n' })
    expect(path).toBe('.gitlab-ci.yml')
    expect(code).toContain('- uv run --with pytest pytest')
  })

  test('for another system it is the commands, at the file of that system', () => {
    const files = {
      '.circleci/config.yml': 'version: 2.1\njobs:\n  build:\n    steps:\n      - run: make\n',
      'requirements.txt': 'flask==3.0.0\n',
    }
    const { path, language, code } = snippet(files)
    expect([path, language]).toEqual(['.circleci/config.yml', 'sh'])
    expect(code).toBe(
      '# Steps of a job that runs on every change:\npip install -r requirements.txt\npip install ruff pytest\nruff check .\npytest\n',
    )
  })
})
