import { baseName } from '../paths'
import { isTestModule, pythonScript } from './python-commands'

/** A known tool found in a command or an action. */
export interface Classified {
  readonly tool: string
  /** It judges without rewriting. */
  readonly checks: boolean
  /** Its own options keep it from failing (`--exit-zero`). */
  readonly canFail: boolean
}

const found = (tool: string, checks = true, canFail = true): Classified[] => [{ tool, checks, canFail }]
const NONE: Classified[] = []

/** Programs that need no look at their options. */
const SIMPLE: Readonly<Record<string, string>> = {
  'py.test': 'pytest',
  nosetests: 'nose',
  nose2: 'nose',
  nose: 'nose',
  trial: 'trial',
  stestr: 'stestr',
  ostestr: 'stestr',
  behave: 'behave',
  robot: 'robot',
  pabot: 'robot',
  ward: 'ward',
  green: 'unittest',
  'zope-testrunner': 'zope-testrunner',
  bats: 'other-test',
  shunit2: 'other-test',
  jest: 'other-test',
  vitest: 'other-test',
  mocha: 'other-test',
  ctest: 'other-test',
  rspec: 'other-test',
  phpunit: 'other-test',
  shellcheck: 'other-lint',
  eslint: 'other-lint',
  yamllint: 'other-lint',
  'ansible-lint': 'other-lint',
  'golangci-lint': 'other-lint',
  tflint: 'other-lint',
  markdownlint: 'other-lint',
  unittest: 'unittest',
  xmlrunner: 'unittest',
  doctest: 'doctest',
  tox: 'tox',
  nox: 'nox',
  flake8: 'flake8',
  flake9: 'flake8',
  flakeheaven: 'flake8',
  pycodestyle: 'pycodestyle',
  pep8: 'pycodestyle',
  pylint: 'pylint',
  prospector: 'prospector',
  pylama: 'pylama',
  mypy: 'mypy',
  dmypy: 'mypy',
  pyright: 'pyright',
  'pyright-python': 'pyright',
  basedpyright: 'basedpyright',
  pyrefly: 'pyrefly',
  ty: 'ty',
  pyre: 'pyre',
  pytype: 'pytype',
  zuban: 'zuban',
  bandit: 'bandit',
  safety: 'safety',
  'pip-audit': 'pip-audit',
  pip_audit: 'pip-audit',
  'uv-secure': 'uv-secure',
  'osv-scanner': 'osv-scanner',
  semgrep: 'semgrep',
  opengrep: 'semgrep',
  snyk: 'snyk',
  grype: 'grype',
  'sonar-scanner': 'sonarqube',
  'pysonar-scanner': 'sonarqube',
  pysonar: 'sonarqube',
  'dependency-check': 'dependency-check',
  'dependency-check.sh': 'dependency-check',
  fossa: 'fossa',
  jake: 'jake',
  horusec: 'horusec',
  qodana: 'qodana',
  codeql: 'codeql',
  gitleaks: 'gitleaks',
  trufflehog: 'trufflehog',
  trufflehog3: 'trufflehog',
  'detect-secrets': 'detect-secrets',
  'detect-secrets-hook': 'detect-secrets',
  ggshield: 'ggshield',
  zizmor: 'zizmor',
  tfsec: 'tfsec',
  kics: 'kics',
  hadolint: 'hadolint',
  dockle: 'dockle',
  actionlint: 'actionlint',
  'pre-commit': 'pre-commit',
  prek: 'pre-commit',
  twine: 'twine',
  interrogate: 'interrogate',
  pydocstyle: 'pydocstyle',
  vulture: 'vulture',
  'import-linter': 'import-linter',
  'lint-imports': 'import-linter',
  deptry: 'deptry',
  pyroma: 'pyroma',
}

/** Known tools that one unwrapped command runs. */
export function classifyCommand(words: readonly string[]): readonly Classified[] {
  const program = baseName(words[0] ?? '')
  const has = (...options: string[]) => words.some((word) => options.includes(word))
  if (has('--version', '-V', '--help') && words.length <= 3) return NONE
  switch (program) {
    case 'pytest':
      return has('--collect-only', '--co', '--fixtures', '--markers') ? NONE : found('pytest')
    case 'ruff':
      return ruff(words)
    case 'black':
    case 'blue':
    case 'darker':
      return found(program, has('--check'))
    case 'fourmat':
    case 'pysen':
      return has('check', 'lint') || words[2] === 'lint' ? found(program) : found(program, false)
    case 'shed':
      return found(program, has('--check'))
    case 'isort':
      return found('isort', has('--check', '--check-only', '-c'))
    case 'yapf':
      return found('yapf', has('--diff', '-d', '-q', '--quiet'))
    case 'autopep8':
      return found('autopep8', has('--exit-code', '--diff', '-d'))
    case 'trivy':
      return trivy(words)
    case 'checkov':
      return found(has('--docker-image') ? 'checkov-image' : 'checkov', true, !has('--soft-fail', '-s'))
    case 'docker':
    case 'podman':
    case 'buildah':
    case 'buildx':
      return docker(words)
    case 'uv':
      return uv(words)
    case 'poetry':
    case 'pdm':
    case 'flit':
    case 'hatch':
    case 'rye':
      return packaging(program, words)
    case 'build':
    case 'pyproject-build':
      return found('build')
    case 'go':
    case 'cargo':
    case 'mvn':
    case 'mvnw':
    case 'gradle':
    case 'gradlew':
    case 'dotnet':
      return has('test', 't') ? found('other-test') : NONE
    case 'skaffold':
      return has('build', 'run') ? found('docker-build') : NONE
    case 'terraform':
      return has('validate') ? found('other-lint') : NONE
    case 'pip-compile':
      return NONE
    case 'bazel':
    case 'bazelisk':
      return has('test') ? found('bazel-test') : NONE
    case 'pants':
    case './pants':
      return pants(words)
    case 'django-admin':
      return has('test') ? found('django-test') : NONE
    default:
      break
  }
  if (/^manage\.py$/.test(program) && words[1] === 'test') return found('django-test')
  if (/^(?:python|pypy)[\d.]*$|^py$/.test(program)) return pythonScript(words)
  if (/^pylint|^flake8|^bandit|^mypy|^pyright/.test(program) || Object.hasOwn(SIMPLE, program))
    return simple(program, words)
  if (/(?:^|[._/-])(?:run_?)?tests?\.py$/.test(words[0] ?? '')) return found('test-script')
  if (isTestModule(words[0] ?? '')) return found('test-script')
  if (program === 'flask' && words.includes('test')) return found('test-script')
  return NONE
}

function simple(program: string, words: readonly string[]): readonly Classified[] {
  const tool = SIMPLE[program] ?? /^(?:pylint|flake8|bandit|mypy|pyright)/.exec(program)?.[0] ?? program
  const exitZero = words.some((word) => /^--(?:exit-zero|no-error|soft-fail|exit-code=0)$/.test(word))
  if (program === 'safety' && !words.some((word) => /^(?:check|scan)$/.test(word))) return NONE
  if (program === 'snyk') return snyk(words)
  if (program === 'pre-commit' || program === 'prek') return words.includes('run') ? found('pre-commit') : NONE
  if (program === 'ty' && words[1] !== 'check') return NONE
  if (program === 'pyre' && words.includes('analyze')) return found('pysa')
  if (program === 'semgrep' && !words.some((word) => /^(?:ci|scan|--config|--config=.*|-c)$/.test(word))) return NONE
  if (program === 'pylint' && words.some((word) => /^--fail-under=?0$/.test(word))) return found(tool, true, false)
  return found(tool, true, !exitZero)
}

function ruff(words: readonly string[]): readonly Classified[] {
  const verb = words.slice(1).find((word) => !word.startsWith('-'))
  const zero = words.some((word) => word === '--exit-zero' || word === '-e')
  // `--fix` alone still fails on what it can not mend.
  const fixes = words.includes('--fix-only') && !words.includes('--exit-non-zero-on-fix')
  if (verb === 'format')
    return found(
      'ruff-format',
      words.some((word) => word === '--check' || word === '--diff'),
    )
  if (['clean', 'version', 'rule', 'config', 'linter', 'server', 'help'].includes(verb ?? '')) return NONE
  return found('ruff', !fixes, !zero)
}

function trivy(words: readonly string[]): readonly Classified[] {
  const verb = words
    .slice(1)
    .find((word) => /^(?:image|i|fs|filesystem|repo|repository|rootfs|sbom|config|conf|k8s|vm)$/.test(word))
  if (verb === 'config' || verb === 'conf' || verb === 'k8s') return found('checkov')
  return found('trivy')
}

function snyk(words: readonly string[]): readonly Classified[] {
  if (words[1] === 'iac') return found('checkov')
  return words.some((word) => /^(?:test|code|container|monitor)$/.test(word)) ? found('snyk') : NONE
}

function docker(words: readonly string[]): readonly Classified[] {
  const [, first, second] = words
  if (first === 'scout' || first === 'scan') return found('docker-scout')
  if (first === 'push' || first === 'login') return NONE
  if (first === 'build' || first === 'bud' || (first === 'buildx' && /^(?:build|bake)$/.test(second ?? '')))
    return found('docker-build')
  return first === 'compose' && second === 'build' ? found('docker-build') : NONE
}

function uv(words: readonly string[]): readonly Classified[] {
  if (words[1] === 'build') return found('build')
  if (words[1] === 'audit') return found('uv-audit')
  if (words[1] === 'format') return found('ruff-format', words.includes('--check') || words.includes('--diff'))
  return words[1] === 'lock' && words.some((word) => /^--(?:check|locked)$/.test(word)) ? found('lock-check') : NONE
}

function packaging(program: string, words: readonly string[]): readonly Classified[] {
  if (words[1] === 'build') return found('build')
  return words[1] === 'check' && program === 'poetry' ? found('lock-check') : NONE
}

function pants(words: readonly string[]): readonly Classified[] {
  const goals = words.slice(1)
  return [
    ...(goals.includes('test') ? found('pants-test') : NONE),
    ...(goals.includes('lint') ? found('flake8') : NONE),
    ...(goals.includes('check') ? found('mypy') : NONE),
  ]
}
