import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { firstFiles } from '../github/generate/python-files'
import { pythonModule } from './generated-python'

export interface CheckoutSize {
  readonly modules: number
  /** Of each module, about. */
  readonly lines: number
  /** Modules of tests besides. */
  readonly tests: number
}

/** The files of a service of this size, by path; the same for the same seed. */
export function generatedFiles(seed: string, { modules, lines, tests }: CheckoutSize): Record<string, string> {
  const files: Record<string, string> = {
    ...(firstFiles({ kind: 'service', name: 'app', folder: 'app' }) as Record<string, string>),
    '.github/workflows/ci.yml': WORKFLOW,
    Dockerfile: DOCKERFILE,
    'tests/__init__.py': '',
  }
  const number = (index: number) => String(index).padStart(4, '0')
  for (let index = 0; index < modules; index += 1) {
    // Packages of ten modules.
    const folder = `app/part_${number(Math.floor(index / 10))}`
    files[`${folder}/__init__.py`] = ''
    files[`${folder}/module_${number(index)}.py`] = pythonModule(`${seed} ${index}`, lines)
  }
  for (let index = 0; index < tests; index += 1) {
    files[`tests/test_${number(index)}.py`] = pythonModule(`${seed} test ${index}`, lines, true)
  }
  return files
}

export async function writeFiles(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), content)
  }
}

const WORKFLOW = `name: ci
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: { python-version: "3.12" }
      - run: pip install -e .[dev]
      - run: ruff check .
      - run: pytest
`

const DOCKERFILE = `FROM python:3.12-slim
WORKDIR /srv
COPY . .
RUN pip install --no-cache-dir .
USER 1000
CMD ["uvicorn", "app.main:app", "--host", "0.0.0.0"]
`
