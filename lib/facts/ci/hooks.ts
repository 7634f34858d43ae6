import type { PreCommitHook } from '../tools/pre-commit'
import type { Classified } from './commands'

/** Hook ids of well-known repositories, and the tool behind each. */
const HOOKS: readonly (readonly [pattern: RegExp, tool: string])[] = [
  [/^ruff(?:-check|-lint)?$/, 'ruff'],
  [/^ruff-format$/, 'ruff-format'],
  [/^black(?:-jupyter)?$|^nbqa-black$/, 'black'],
  [/^flake8$|^nbqa-flake8$/, 'flake8'],
  [/^pycodestyle$/, 'pycodestyle'],
  [/^pylint$/, 'pylint'],
  [/^isort$/, 'isort'],
  [/^yapf$/, 'yapf'],
  [/^autopep8$/, 'autopep8'],
  [/^blue$/, 'blue'],
  [/^darker$/, 'darker'],
  [/^prospector$/, 'prospector'],
  [/^fourmat(?:-\w+)?$/, 'fourmat'],
  [/^shed$/, 'shed'],
  [/^pysen(?:-\w+)?$/, 'pysen'],
  [/^mypy$/, 'mypy'],
  [/^(?:pyright|pyright-python)$/, 'pyright'],
  [/^basedpyright$/, 'basedpyright'],
  [/^pyrefly(?:-.*)?$/, 'pyrefly'],
  [/^ty(?:-check)?$/, 'ty'],
  [/^bandit$/, 'bandit'],
  [/^(?:python-safety-dependencies-check|safety)$/, 'safety'],
  [/^pip-audit$/, 'pip-audit'],
  [/^uv-secure$/, 'uv-secure'],
  [/^osv-scanner$/, 'osv-scanner'],
  [/^semgrep(?:-ci)?$/, 'semgrep'],
  [/^trivy(?:-.*)?$/, 'trivy'],
  [/^gitleaks(?:-.*)?$/, 'gitleaks'],
  [/^trufflehog$/, 'trufflehog'],
  [/^detect-secrets$/, 'detect-secrets'],
  [/^detect-private-key$|^detect-aws-credentials$/, 'detect-private-key'],
  [/^ggshield(?:-.*)?$/, 'ggshield'],
  [/^zizmor$/, 'zizmor'],
  [/^actionlint(?:-.*)?$/, 'actionlint'],
  [/^checkov(?:.*)?$/, 'checkov'],
  [/^terraform_(?:tfsec|checkov|trivy)$/, 'tfsec'],
  [/^hadolint(?:-.*)?$/, 'hadolint'],
  [/^(?:pytest|pytest-check|unit-tests?)$/, 'pytest'],
  [/^interrogate$/, 'interrogate'],
  [/^uv-lock$|^poetry-(?:check|lock)$|^pdm-lock-check$/, 'lock-check'],
]

/** The tool of a hook with a known id; its own command line is for the caller when there is none. */
export function classifyHook(hook: PreCommitHook): Classified | null {
  const tool = HOOKS.find(([pattern]) => pattern.test(hook.id))?.[1]
  if (!tool) return null
  const harmless = hook.arguments.some((argument) => /^--exit-zero$/.test(argument))
  return { tool, checks: true, canFail: !harmless }
}
