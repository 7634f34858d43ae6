import type { Facts } from '@/lib/facts/facts'
import type { Fix } from './check'

export type Manager = 'uv' | 'poetry' | 'pdm' | 'pipenv' | 'pip'

/** The tool that manages this project's dependencies, as far as its files show; pip when none does. */
export function managerOf({ dependencies }: Pick<Facts, 'dependencies'>): Manager {
  const formats = dependencies.locks.map((lock) => lock.format)
  const tools = dependencies.manifests.map((manifest) => manifest.tool)
  const shows = (lock: string, tool: string) => formats.some((format) => format === lock) || tools.includes(tool)
  if (shows('uv', 'uv')) return 'uv'
  if (shows('poetry', 'poetry')) return 'poetry'
  if (shows('pdm', 'pdm')) return 'pdm'
  if (shows('pipenv', 'pipenv')) return 'pipenv'
  return 'pip'
}

/** `run('pytest')` is `uv run pytest` in a uv project. */
export function runWith(manager: Manager, command: string): string {
  return manager === 'pip' ? command : `${manager} run ${command}`
}

const INSTALL: Readonly<Record<Manager, readonly string[]>> = {
  uv: ['uv sync --locked'],
  poetry: ['pipx install poetry', 'poetry install'],
  pdm: ['pipx install pdm', 'pdm sync'],
  pipenv: ['pipx install pipenv', 'pipenv sync --dev'],
  pip: ['pip install -r requirements.txt'],
}

/** A pipeline job that runs these commands, for the system that the repository uses. */
export function pipelineSnippet(
  facts: Pick<Facts, 'dependencies' | 'ci'>,
  job: string,
  commands: readonly string[],
  tools: readonly string[] = [],
): NonNullable<Fix['snippet']> {
  const manager = managerOf(facts)
  const extra = manager === 'pip' && tools.length > 0 ? [`pip install ${tools.join(' ')}`] : []
  const install =
    manager === 'pip' && !facts.dependencies.manifests.some(({ path }) => path === 'requirements.txt')
      ? ['pip install .']
      : INSTALL[manager]
  const all = [...install, ...extra, ...commands.map((command) => runWith(manager, command))]
  if (facts.ci.pipelines.some(({ system }) => system === 'gitlab-ci')) {
    const uv = manager === 'uv' ? 'ghcr.io/astral-sh/uv:python3.13-bookworm-slim' : 'python:3.13-slim'
    const code = `${job}:\n  image: ${uv}\n  script:\n${all.map((line) => `    - ${line}\n`).join('')}`
    return { path: '.gitlab-ci.yml', language: 'yaml', code }
  }
  const elsewhere = facts.ci.pipelines.find(({ system, dead }) => system !== 'github-actions' && dead === null)
  if (elsewhere && facts.ci.pipelines.every(({ system }) => system !== 'github-actions'))
    return {
      path: elsewhere.path,
      language: 'sh',
      code: `# Steps of a job that runs on every change:\n${all.join('\n')}\n`,
    }
  const setUp =
    manager === 'uv'
      ? '      - uses: astral-sh/setup-uv@v6\n'
      : "      - uses: actions/setup-python@v5\n        with:\n          python-version: '3.13'\n"
  const code = `name: ${job}
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  ${job}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
${setUp}${all.map((line) => `      - run: ${line}\n`).join('')}`
  return { path: `.github/workflows/${job}.yml`, language: 'yaml', code }
}
