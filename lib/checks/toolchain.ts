import type { Facts } from '@/lib/facts/facts'
import { baseName } from '@/lib/facts/paths'
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

const ASIDE = /(?:dev|test|lint|doc|build|typing|ci)/i

/** What installs the project with its development dependencies, with a lock and without. */
const INSTALL: Readonly<Record<Exclude<Manager, 'pip'>, { readonly locked: string; readonly unlocked: string }>> = {
  uv: { locked: 'uv sync --locked', unlocked: 'uv sync' },
  poetry: { locked: 'poetry install', unlocked: 'poetry install' },
  pdm: { locked: 'pdm sync', unlocked: 'pdm install' },
  pipenv: { locked: 'pipenv sync --dev', unlocked: 'pipenv install --dev' },
}

/** The steps from a bare machine to these commands. What the project does not declare is installed beside it. */
function stepsOf(
  { dependencies }: Pick<Facts, 'dependencies'>,
  commands: readonly string[],
  installer: string,
): readonly string[] {
  const manager = managerOf({ dependencies })
  const tools = [...new Set(commands.map(toolOf))]
  if (manager === 'pip') return [...pipInstalls(dependencies), `pip install ${tools.join(' ')}`, ...commands]
  const { locked, unlocked } = INSTALL[manager]
  const install = dependencies.locks.some(({ format }) => format === manager) ? locked : unlocked
  const brought = broughtAlong(dependencies, manager)
  if (manager === 'uv') {
    const run = (command: string) => (brought.has(toolOf(command)) ? '' : `--with ${toolOf(command)} `)
    return [install, ...commands.map((command) => `uv run ${run(command)}${command}`)]
  }
  const missing = tools.filter((tool) => !brought.has(tool))
  return [
    `${installer} install ${manager}`,
    install,
    // Its environments come without pip.
    ...(manager === 'pdm' && missing.length > 0 ? ['pdm run python -m ensurepip'] : []),
    ...(missing.length > 0 ? [`${manager} run python -m pip install ${missing.join(' ')}`] : []),
    ...commands.map((command) => `${manager} run ${command}`),
  ]
}

/** Tools are called as the packages that bring them. */
function toolOf(command: string): string {
  return command.split(' ')[0] ?? command
}

/** From `requirements.txt`, compiled or not; else as a package, else from the nearest file of requirements. */
function pipInstalls({ manifests, locks, buildBackend, package: built }: Facts['dependencies']): readonly string[] {
  const listed = [
    ...locks.filter(({ format }) => /^(?:pip-tools|uv-compiled|hashed-requirements)$/.test(format)),
    ...manifests.filter(({ format }) => format === 'requirements'),
  ].map(({ path }) => path)
  if (listed.includes('requirements.txt')) return ['pip install -r requirements.txt']
  if (buildBackend || built) return ['pip install .']
  const [nearest] = listed
    .filter((path) => /^\w[\w./-]*$/.test(path) && !ASIDE.test(baseName(path)))
    .sort((a, b) => a.split('/').length - b.split('/').length)
  return nearest === undefined ? [] : [`pip install -r ${nearest}`]
}

/** What installing the project brings along without being asked for a group or an extra. */
function broughtAlong({ declared }: Facts['dependencies'], manager: Manager): ReadonlySet<string> {
  const manifest = manager === 'pipenv' ? 'Pipfile' : 'pyproject.toml'
  const own = declared.filter(({ path }) => baseName(path) === manifest)
  const depth = (path: string) => path.split('/').length
  const nearest = own.reduce((least, { path }) => Math.min(least, depth(path)), Number.POSITIVE_INFINITY)
  const installed = own.filter(
    ({ path, scope, onRequest }) => depth(path) === nearest && scope !== 'build' && onRequest !== true,
  )
  return new Set(installed.map(({ name }) => name))
}

/** A pipeline job that runs these commands, for the system that the repository uses. */
export function pipelineSnippet(
  facts: Pick<Facts, 'dependencies' | 'ci'>,
  job: string,
  commands: readonly string[],
): NonNullable<Fix['snippet']> {
  const manager = managerOf(facts)
  if (facts.ci.pipelines.some(({ system }) => system === 'gitlab-ci')) {
    const all = stepsOf(facts, commands, 'pip')
    const uv = manager === 'uv' ? 'ghcr.io/astral-sh/uv:python3.13-bookworm-slim' : 'python:3.13-slim'
    const code = `${job}:\n  image: ${uv}\n  script:\n${all.map((line) => `    - ${line}\n`).join('')}`
    return { path: '.gitlab-ci.yml', language: 'yaml', code }
  }
  const elsewhere = facts.ci.pipelines.find(({ system, dead }) => system !== 'github-actions' && dead === null)
  if (elsewhere && facts.ci.pipelines.every(({ system }) => system !== 'github-actions')) {
    const all = [...(manager === 'uv' ? ['pip install uv'] : []), ...stepsOf(facts, commands, 'pip')]
    return {
      path: elsewhere.path,
      language: 'sh',
      code: `# Steps of a job that runs on every change:\n${all.join('\n')}\n`,
    }
  }
  const setUp =
    manager === 'uv'
      ? '      - uses: astral-sh/setup-uv@v6\n'
      : "      - uses: actions/setup-python@v5\n        with:\n          python-version: '3.13'\n"
  const all = stepsOf(facts, commands, 'pipx')
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
