import type { Example } from '../check'

const APPLICATION = {
  'pay/__init__.py': '',
  'pay/ledger.py': `def post(amount):\n    return amount\n\n\nACCOUNTS = {\n${Array.from({ length: 60 }, (_, i) => `    'A${i}': ${i},\n`).join('')}}\n`,
}
const JOB = (step: string) =>
  `on:\n  pull_request:\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n${step}`

const IMAGE =
  'FROM python:3.13-slim\nCOPY . .\nRUN pip install . safety && pip freeze | safety check --stdin && pip uninstall -y safety\nCMD ["python", "-m", "pay"]\n'

export const examples: readonly Example[] = [
  {
    name: 'Dependencies are audited on every pull request',
    verdict: 'pass',
    at: ['.github/workflows/scan.yml:8'],
    files: {
      ...APPLICATION,
      '.github/workflows/scan.yml': JOB('      - run: uvx pip-audit -r requirements.txt\n'),
      'requirements.txt': 'flask==3.0.0\n',
    },
  },
  {
    name: 'CodeQL analyses the code',
    verdict: 'pass',
    at: ['.github/workflows/codeql.yml:8'],
    files: { ...APPLICATION, '.github/workflows/codeql.yml': JOB('      - uses: github/codeql-action/analyze@v3\n') },
  },
  {
    name: 'Ruff with its security rules, in pre-commit',
    verdict: 'pass',
    at: ['.pre-commit-config.yaml:5'],
    files: {
      ...APPLICATION,
      'ruff.toml': '[lint]\nselect = ["E", "F", "S"]\n',
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.16.4\n    hooks:\n      - id: ruff-check\n',
    },
  },
  {
    name: 'flake8 runs with the plugin that carries the rules of Bandit',
    verdict: 'pass',
    at: ['.github/workflows/scan.yml:8'],
    files: {
      ...APPLICATION,
      '.github/workflows/scan.yml': JOB('      - run: flake8 pay\n'),
      'requirements-dev.txt': 'flake8==7.1.0\nflake8-bandit==4.1.1\n',
    },
  },
  {
    name: 'Bandit is configured and installed, and never run',
    verdict: 'partial',
    at: ['pyproject.toml:4'],
    files: { ...APPLICATION, 'pyproject.toml': '[project]\nname = "pay"\n\n[tool.bandit]\nexclude_dirs = ["tests"]\n' },
  },
  {
    name: 'A scan whose failure is ignored',
    verdict: 'partial',
    files: { ...APPLICATION, '.github/workflows/scan.yml': JOB('      - run: bandit -r pay || true\n') },
  },
  {
    name: 'Only an update bot',
    verdict: 'partial',
    at: ['.github/dependabot.yml:3'],
    files: {
      ...APPLICATION,
      '.github/dependabot.yml':
        'version: 2\nupdates:\n  - package-ecosystem: pip\n    directory: /\n    schedule:\n      interval: weekly\n',
    },
  },
  {
    name: 'Only secrets are looked for',
    verdict: 'partial',
    files: {
      ...APPLICATION,
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/gitleaks/gitleaks\n    rev: v8.0.0\n    hooks:\n      - id: gitleaks\n',
    },
  },
  {
    name: 'Scorecard alone, whose report is uploaded by an action of CodeQL',
    verdict: 'partial',
    at: ['.github/workflows/scan.yml:8'],
    files: {
      ...APPLICATION,
      '.github/workflows/scan.yml': JOB(
        '      - uses: ossf/scorecard-action@v2\n      - uses: github/codeql-action/upload-sarif@v3\n',
      ),
    },
  },
  {
    name: 'Nothing scans anything',
    verdict: 'fail',
    files: { ...APPLICATION, 'SECURITY.md': 'Write to security@example.com.\n' },
  },

  {
    name: 'A service that scans code is configured; whether it runs can not be seen',
    verdict: 'partial',
    at: ['.deepsource.toml'],
    files: { ...APPLICATION, '.deepsource.toml': 'version = 1\n\n[[analyzers]]\nname = "python"\n' },
  },
  {
    name: 'A scan while the image is built, which no pipeline does',
    verdict: 'partial',
    at: ['Dockerfile:3'],
    files: { ...APPLICATION, Dockerfile: IMAGE },
  },
  {
    name: 'A scan while the image is built, by a pipeline on every pull request',
    verdict: 'pass',
    at: ['Dockerfile:3'],
    files: {
      ...APPLICATION,
      Dockerfile: IMAGE,
      '.github/workflows/scan.yml': JOB('      - run: docker build -t pay .\n'),
    },
  },
  {
    name: 'A scan while the image is built, where a pipeline builds another one',
    verdict: 'partial',
    at: ['Dockerfile:3'],
    files: {
      ...APPLICATION,
      Dockerfile: IMAGE,
      '.github/workflows/scan.yml': JOB('      - run: docker build -f worker/Dockerfile worker\n'),
    },
  },
  {
    name: 'A scanner is only a name among the dependencies',
    verdict: 'fail',
    files: { ...APPLICATION, 'requirements-dev.txt': 'bandit==1.8.0\n' },
  },
  {
    name: 'Two single rules of Ruff about security',
    verdict: 'fail',
    files: {
      'app.py': 'x = 1\n'.repeat(60),
      'ruff.toml': '[lint]\nselect = ["E", "S110", "S112"]\n',
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.16.4\n    hooks:\n      - id: ruff-check\n',
    },
  },
]
