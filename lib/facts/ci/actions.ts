import type { Classified } from './commands'

type Inputs = Readonly<Record<string, string>>

const one = (tool: string, checks = true, canFail = true): Classified[] => [{ tool, checks, canFail }]

/** Actions of GitHub's marketplace that are, or run, a known tool. */
const ACTIONS: readonly (readonly [pattern: RegExp, read: (inputs: Inputs) => readonly Classified[]])[] = [
  [/^(?:astral-sh|chartboost)\/ruff-action/, ruffAction],
  [
    /^psf\/black|^rickstaa\/action-black/,
    ({ options, black_args: args }) => one('black', /--check/.test(options ?? args ?? '--check')),
  ],
  [
    /^(?:isort\/isort-action|jamescurtin\/isort-action)/,
    ({ configuration }) => one('isort', /check/.test(configuration ?? '--check-only')),
  ],
  [/^(?:py-actions\/flake8|grantmcconnaughey\/lintly-flake8|trilom\/flake8)/, () => one('flake8')],
  [/^reviewdog\/action-(flake8|black|mypy|pylint|ruff)/, () => []],
  [/^(?:super-linter|github)\/super-linter/, () => one('super-linter')],
  [/^oxsecurity\/megalinter/, () => one('megalinter')],
  [/^(?:jakebailey|gerrymanoel)\/pyright-action/, () => one('pyright')],
  [/^tsuyoshicho\/action-mypy|^jpetrucciani\/mypy-check|^jashparekh\/mypy-action/, () => one('mypy')],
  [
    /^(?:pre-commit\/action|tox-dev\/action-pre-commit-uv|j178\/prek-action|pre-commit-ci\/lite-action|cloudposse\/github-action-pre-commit)/,
    () => one('pre-commit'),
  ],
  [/^github\/codeql-action\/analyze/, () => one('codeql')],
  [
    /^(?:SonarSource|sonarsource)\/(?:sonarcloud-github-action|sonarqube-scan-action|sonarqube-github-action)/i,
    () => one('sonarqube'),
  ],
  [/^aquasecurity\/trivy-action/, trivyAction],
  [/^(?:anchore\/scan-action|anchore\/grype-action)/, () => one('grype')],
  [/^snyk\/actions\//, ({ command }) => (/iac/.test(command ?? '') ? one('checkov') : one('snyk'))],
  [/^(?:pypa|trailofbits)\/gh-action-pip-audit/, () => one('pip-audit')],
  [/^pyupio\/safety(?:-action)?/, () => one('safety')],
  [/^actions\/dependency-review-action/, () => one('dependency-review')],
  [/^google\/osv-scanner-action|^google\/osv-scanner\//, () => one('osv-scanner')],
  [/^(?:returntocorp|semgrep)\/semgrep-action/, () => one('semgrep')],
  [
    /^(?:PyCQA\/bandit-action|tj-actions\/bandit|mdegis\/bandit-action|shundor\/python-bandit-scan|ioggstream\/bandit-report-artifacts|joshuamorris3\/bandit)/i,
    () => one('bandit'),
  ],
  [/^facebook\/pysa-action/, () => one('pysa')],
  [/^JetBrains\/qodana-action/i, () => one('qodana')],
  [/^(?:checkmarx|Checkmarx)\//, () => one('checkmarx')],
  [/^veracode\//, () => one('veracode')],
  [/^dependency-check\/Dependency-Check_Action/i, () => one('dependency-check')],
  [/^fossas\/fossa-action/, () => one('fossa')],
  [/^docker\/scout-action/, () => one('docker-scout')],
  [/^(?:gitleaks|zricethezav)\/gitleaks-action/, () => one('gitleaks')],
  [/^trufflesecurity\/trufflehog/, () => one('trufflehog')],
  [/^GitGuardian\/ggshield-action/i, () => one('ggshield')],
  [/^zizmorcore\/zizmor-action|^woodruffw\/zizmor-action/, () => one('zizmor')],
  [/^bridgecrewio\/checkov-action/, ({ docker_image: image }) => one(image ? 'checkov-image' : 'checkov')],
  [/^aquasecurity\/tfsec-action/, () => one('tfsec')],
  [/^checkmarx\/kics-github-action/i, () => one('kics')],
  [/^(?:ludeeus|reviewdog)\/action-shellcheck/, () => one('other-lint')],
  [/^hadolint\/hadolint-action/, () => one('hadolint')],
  [/^ossf\/scorecard-action/, () => one('scorecard')],
  [/^docker\/(?:build-push-action|bake-action)/, () => one('docker-build')],
  [/^(?:hynek\/build-and-inspect-python-package|pypa\/cibuildwheel|PyO3\/maturin-action)/, () => one('build')],
  [
    /^(?:pavelzw\/pytest-action|cclauss\/Find-Python-syntax-errors-action|fylein\/python-pytest-github-action)/,
    () => one('pytest'),
  ],
  [/^OpenAstronomy\/github-actions-workflows/, () => one('tox')],
]

export function classifyAction(uses: string, inputs: Inputs): readonly Classified[] {
  const reference = uses.replace(/^docker:\/\//, '').slice(0, 300)
  const called = /\/\.github\/workflows\/([\w.-]+)@/.exec(reference)?.[1]
  const named = called
    ? (/snyk|codeql|trivy|semgrep|osv-scanner|bandit|pip-audit|gitleaks|zizmor/.exec(called)?.[0] ??
      /^(?:tox|nox|pytest)(?=\.ya?ml$)/.exec(called)?.[0])
    : undefined
  if (named) return one(named)
  for (const [pattern, read] of ACTIONS) if (pattern.test(reference)) return read(inputs)
  return []
}

function ruffAction({ args }: Inputs): readonly Classified[] {
  if (/^\s*format/.test(args ?? '')) return one('ruff-format', /--check|--diff/.test(args ?? ''))
  return one('ruff', !/--fix/.test(args ?? ''), !/--exit-zero/.test(args ?? ''))
}

function trivyAction({ 'scan-type': type }: Inputs): readonly Classified[] {
  return type === 'config' ? one('checkov') : one('trivy')
}
