import { type Files, type PythonKind, pinned, type Subject } from './python-files'

export interface Step {
  message: string
  kinds?: readonly PythonKind[]
  files(subject: Subject): Files
}

/** What repositories gain, and sometimes lose again, in the course of a year; each takes some of them in an order of its own. */
export const STEPS: readonly Step[] = [
  {
    message: 'Test the rules',
    files: ({ name }) => ({
      'tests/test_rules.py': `from ${name}.rules import rule_1\n\n\ndef test_rule_1():\n    assert rule_1(1) == 2\n`,
    }),
  },
  { message: 'Pin what we use', files: (subject) => ({ 'requirements.txt': pinned(subject) }) },
  {
    message: 'Build an image',
    kinds: ['service', 'job'],
    files: ({ kind, name }) => ({
      Dockerfile: `FROM python:3.12-slim
WORKDIR /app
COPY . .
RUN pip install --no-cache-dir .
USER 1000
CMD ${kind === 'service' ? `["uvicorn", "${name}.main:app", "--host", "0.0.0.0"]` : `["python", "-m", "${name}.main"]`}
`,
      '.dockerignore': '.git\ntests\n',
    }),
  },
  {
    message: 'Run the tests on every push',
    files: () => ({
      '.github/workflows/ci.yml': `name: ci
on:
  push:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install . pytest ruff
      - run: ruff check .
      - run: pytest
`,
    }),
  },
  {
    message: 'Read settings from the environment',
    kinds: ['service', 'job', 'cli'],
    files: ({ folder, name }) => ({
      [`${folder}/settings.py`]: `import os\n\nBASE_URL = os.environ["${name.toUpperCase()}_URL"]\nTIMEOUT = float(os.environ.get("${name.toUpperCase()}_TIMEOUT", "5"))\n`,
    }),
  },
  {
    message: 'Log what happens',
    kinds: ['service', 'job', 'cli'],
    files: ({ folder }) => ({
      [`${folder}/logs.py`]: `import json\nimport logging\n\n\nclass JsonFormatter(logging.Formatter):\n    def format(self, record):\n        return json.dumps({"level": record.levelname, "message": record.getMessage()})\n\n\ndef configure():\n    handler = logging.StreamHandler()\n    handler.setFormatter(JsonFormatter())\n    logging.basicConfig(level=logging.INFO, handlers=[handler])\n`,
    }),
  },
  {
    message: 'Say whether we are well',
    kinds: ['service'],
    files: ({ folder }) => ({
      [`${folder}/health.py`]: `from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get("/healthz")\ndef healthz():\n    return {"status": "ok"}\n`,
    }),
  },
  {
    message: 'Ask others with a time limit and again when they fail',
    kinds: ['cli', 'job'],
    files: ({ folder }) => ({
      [`${folder}/client.py`]: `import requests\nfrom requests.adapters import HTTPAdapter\nfrom urllib3.util.retry import Retry\n\n\ndef session():\n    made = requests.Session()\n    made.mount("https://", HTTPAdapter(max_retries=Retry(total=3, backoff_factor=0.5)))\n    return made\n\n\ndef fetch(url):\n    answer = session().get(url, timeout=5)\n    answer.raise_for_status()\n    return answer.json()\n`,
    }),
  },
  {
    message: 'Explain how to run it',
    files: ({ name, kind }) => ({
      'README.md': `# ${name}\n\nEverything about ${name}.\n\n## Run\n\n    pip install .\n    ${kind === 'service' ? `uvicorn ${name}.main:app` : `python -m ${name}.main`}\n\n## Test\n\n    pytest\n`,
    }),
  },
  { message: 'Name the owners', files: ({ name }) => ({ '.github/CODEOWNERS': `* @meridian/${name}\n` }) },
  {
    message: 'Ignore what is made',
    files: () => ({ '.gitignore': '__pycache__/\n.venv/\ndist/\n', '.editorconfig': 'root = true\n' }),
  },
  {
    message: 'Check style before committing',
    files: () => ({
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/astral-sh/ruff-pre-commit\n    rev: v0.4.4\n    hooks:\n      - id: ruff\n',
      'ruff.toml': 'line-length = 100\n',
    }),
  },
  { message: 'Drop the pins for now', files: () => ({ 'requirements.txt': null }) },
  { message: 'Remove a flaky test', files: () => ({ 'tests/test_rules.py': null }) },
]

export function stepsFor(kind: PythonKind): readonly Step[] {
  return STEPS.filter(({ kinds }) => !kinds || kinds.includes(kind))
}
