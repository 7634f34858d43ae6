/** Tools that run tests of Python code. */
export const TEST_TOOLS: ReadonlySet<string> = new Set([
  'pytest',
  'unittest',
  'django-test',
  'nose',
  'trial',
  'stestr',
  'behave',
  'robot',
  'ward',
  'zope-testrunner',
  'setup-py-test',
  'test-script',
  'doctest',
  'bazel-test',
  'pants-test',
])

/** Tools that hold code to PEP 8. */
export const STYLE_TOOLS: ReadonlySet<string> = new Set([
  'ruff',
  'ruff-format',
  'black',
  'flake8',
  'pycodestyle',
  'pylint',
  'yapf',
  'autopep8',
  'prospector',
  'pylama',
  'super-linter',
  'megalinter',
  'blue',
  'darker',
  // Each runs Black or Flake8 with their like under one name.
  'fourmat',
  'shed',
  'pysen',
])

export const TYPE_CHECKERS: ReadonlySet<string> = new Set([
  'mypy',
  'pyright',
  'basedpyright',
  'pyrefly',
  'ty',
  'pyre',
  'pytype',
  'zuban',
])

/** Scanners of the code, its dependencies or its image. */
export const SECURITY_SCANNERS: ReadonlySet<string> = new Set([
  'bandit',
  'safety',
  'pip-audit',
  'uv-audit',
  'uv-secure',
  'osv-scanner',
  'semgrep',
  'codeql',
  'snyk',
  'trivy',
  'grype',
  'pysa',
  'sonarqube',
  'dependency-review',
  'dependency-check',
  'docker-scout',
  'gitlab-sast',
  'gitlab-dependency-scanning',
  'gitlab-container-scanning',
  'fossa',
  'mend',
  'checkmarx',
  'veracode',
  'horusec',
  'jake',
  'dlint',
  'checkov-image',
  'qodana',
  'clair',
  'anchore',
])

/** Scanners of secrets, workflows or infrastructure. */
export const SIDE_SCANNERS: ReadonlySet<string> = new Set([
  'gitleaks',
  'trufflehog',
  'detect-secrets',
  'detect-private-key',
  'ggshield',
  'gitlab-secret-detection',
  'zizmor',
  'checkov',
  'tfsec',
  'kics',
  'hadolint',
  'dockle',
  'scorecard',
  'actionlint',
  'terrascan',
])

export const BUILD_TOOLS: ReadonlySet<string> = new Set(['build', 'docker-build'])

/** Tests and linters of other languages: they count only where there is practically no Python. */
export const OTHER_TESTS: ReadonlySet<string> = new Set(['other-test'])
export const OTHER_LINTERS: ReadonlySet<string> = new Set([
  'other-lint',
  'hadolint',
  'actionlint',
  'checkov',
  'super-linter',
])
