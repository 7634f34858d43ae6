import { describe, expect, test } from 'vitest'
import { createFacts } from '@/lib/facts/create'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { pipelineSnippet } from './toolchain'

const snippet = (files: Record<string, string>) =>
  pipelineSnippet(createFacts(virtualSnapshot(files), new Map()), 'test', ['pytest'], ['pytest'])

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

  test('on GitLab it is a job of GitLab, by uv', () => {
    const { path, code } = snippet({ '.gitlab-ci.yml': 'lint:\n  script: [ruff check]\n', 'uv.lock': 'version = 1\n' })
    expect(path).toBe('.gitlab-ci.yml')
    expect(code).toContain('- uv run pytest')
  })

  test('for another system it is the commands, at the file of that system', () => {
    const files = {
      '.circleci/config.yml': 'version: 2.1\njobs:\n  build:\n    steps:\n      - run: make\n',
      'requirements.txt': 'flask==3.0.0\n',
    }
    const { path, language, code } = snippet(files)
    expect([path, language]).toEqual(['.circleci/config.yml', 'sh'])
    expect(code).toBe(
      '# Steps of a job that runs on every change:\npip install -r requirements.txt\npip install pytest\npytest\n',
    )
  })
})
