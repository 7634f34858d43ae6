import { type Document, isTable, valueAt } from '../document'
import type { FilesFact, ToolConfig } from '../facts'
import { parseIni } from '../ini'

/** Root files that are a tool's own configuration. */
const FILES: Readonly<Record<string, string>> = {
  'ruff.toml': 'ruff',
  '.ruff.toml': 'ruff',
  '.flake8': 'flake8',
  '.pylintrc': 'pylint',
  pylintrc: 'pylint',
  'pylintrc.toml': 'pylint',
  '.isort.cfg': 'isort',
  '.style.yapf': 'yapf',
  '.pycodestyle': 'pycodestyle',
  '.pydocstyle': 'pydocstyle',
  '.prospector.yaml': 'prospector',
  '.prospector.yml': 'prospector',
  'mypy.ini': 'mypy',
  '.mypy.ini': 'mypy',
  'pyrightconfig.json': 'pyright',
  'pyrefly.toml': 'pyrefly',
  'ty.toml': 'ty',
  '.pyre_configuration': 'pyre',
  'pytype.cfg': 'pytype',
  'pytest.ini': 'pytest',
  '.pytest.ini': 'pytest',
  'pytest.toml': 'pytest',
  'conftest.py': 'pytest',
  'tox.ini': 'tox',
  'tox.toml': 'tox',
  'noxfile.py': 'nox',
  '.coveragerc': 'coverage',
  '.bandit': 'bandit',
  'bandit.yaml': 'bandit',
  'bandit.yml': 'bandit',
  'bandit.toml': 'bandit',
  '.semgrep.yml': 'semgrep',
  '.semgrep.yaml': 'semgrep',
  'semgrep.yml': 'semgrep',
  '.safety-policy.yml': 'safety',
  'osv-scanner.toml': 'osv-scanner',
  'trivy.yaml': 'trivy',
  '.trivyignore': 'trivy',
  '.snyk': 'snyk',
  'sonar-project.properties': 'sonarqube',
  '.gitleaks.toml': 'gitleaks',
  '.secrets.baseline': 'detect-secrets',
  '.gitguardian.yaml': 'ggshield',
  '.gitguardian.yml': 'ggshield',
  '.deepsource.toml': 'deepsource',
  '.codacy.yml': 'codacy',
  '.whitesource': 'mend',
  '.mega-linter.yml': 'megalinter',
  'lefthook.yml': 'lefthook',
  'codecov.yml': 'codecov',
  '.codecov.yml': 'codecov',
}

const INI_SECTIONS: readonly (readonly [pattern: RegExp, tool: string])[] = [
  [/^flake8$/, 'flake8'],
  [/^(?:pycodestyle|pep8)$/, 'pycodestyle'],
  [/^isort$|^tool:isort$/, 'isort'],
  [/^pylint\b|^pylint\./i, 'pylint'],
  [/^yapf$/, 'yapf'],
  [/^mypy$/, 'mypy'],
  [/^pytype$/, 'pytype'],
  [/^(?:tool:)?pytest$/, 'pytest'],
  [/^coverage:/, 'coverage'],
  [/^bandit$/, 'bandit'],
]

const PYPROJECT_TABLES: Readonly<Record<string, string>> = {
  ruff: 'ruff',
  black: 'black',
  isort: 'isort',
  flake8: 'flake8',
  pylint: 'pylint',
  yapf: 'yapf',
  autopep8: 'autopep8',
  pycodestyle: 'pycodestyle',
  mypy: 'mypy',
  pyright: 'pyright',
  basedpyright: 'basedpyright',
  pyrefly: 'pyrefly',
  ty: 'ty',
  pytype: 'pytype',
  pytest: 'pytest',
  coverage: 'coverage',
  bandit: 'bandit',
  tox: 'tox',
  semgrep: 'semgrep',
  'pip-audit': 'pip-audit',
  vulture: 'vulture',
  interrogate: 'interrogate',
}

/** Tools with a configuration in one of the project's folders, the file's own name or a section of a shared file. */
export function configuredTools(
  files: FilesFact,
  folders: readonly string[],
  pyprojects: ReadonlyMap<string, Document>,
): ToolConfig[] {
  return folders.flatMap((folder) => {
    const at = (name: string) => (folder === '' ? name : `${folder}/${name}`)
    const own = Object.entries(FILES).flatMap(([name, tool]) => (files.has(at(name)) ? [{ tool, path: at(name) }] : []))
    const shared = ['setup.cfg', 'tox.ini'].flatMap((name) => iniTools(at(name), files.text(at(name))))
    const document = pyprojects.get(at('pyproject.toml'))
    return [...own, ...shared, ...(document ? pyprojectTools(at('pyproject.toml'), document) : [])]
  })
}

function iniTools(path: string, text: string | null): ToolConfig[] {
  if (text === null) return []
  const document = parseIni(text)
  return document.sections.flatMap((section) => {
    const tool = INI_SECTIONS.find(([pattern]) => pattern.test(section))?.[1]
    return tool ? [{ tool, path, line: document.lineOf([section]) ?? 1 }] : []
  })
}

function pyprojectTools(path: string, document: Document): ToolConfig[] {
  const tables = valueAt(document.value, 'tool')
  if (!isTable(tables)) return []
  return Object.keys(tables).flatMap((table) => {
    const tool = Object.hasOwn(PYPROJECT_TABLES, table) ? PYPROJECT_TABLES[table] : undefined
    return tool ? [{ tool, path, line: document.lineOf(['tool', table]) ?? 1 }] : []
  })
}
