export type PythonKind = 'service' | 'library' | 'cli' | 'job'
export type Files = Record<string, string | null>

/** What the files of one template are about. */
export interface Subject {
  kind: PythonKind
  /** A word that serves as the name of the package. */
  name: string
  /** The folder of the package, such as `src/ledger` or `ledger`. */
  folder: string
}

const DEPENDENCIES: Record<PythonKind, string[]> = {
  service: ['fastapi>=0.110', 'uvicorn>=0.29', 'httpx>=0.27'],
  library: ['attrs>=23.2'],
  cli: ['click>=8.1', 'requests>=2.31'],
  job: ['requests>=2.31', 'sqlalchemy>=2.0'],
}

const PINNED: Record<PythonKind, string[]> = {
  service: ['fastapi==0.110.3', 'httpx==0.27.0', 'pydantic==2.7.1', 'starlette==0.37.2', 'uvicorn==0.29.0'],
  library: ['attrs==23.2.0'],
  cli: ['click==8.1.7', 'requests==2.31.0', 'urllib3==2.2.1'],
  job: ['requests==2.31.0', 'sqlalchemy==2.0.29', 'urllib3==2.2.1'],
}

export function project({ kind, name }: Subject, version: string): string {
  const dependencies = DEPENDENCIES[kind].map((each) => `  "${each}",`).join('\n')
  const script = kind === 'cli' ? `\n[project.scripts]\n${name} = "${name}.main:main"\n` : ''
  return `[project]
name = "${name}"
version = "${version}"
description = "Everything about ${name}."
requires-python = ">=3.11"
dependencies = [
${dependencies}
]
${script}
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
`
}

export const pinned = ({ kind }: Subject) => `${PINNED[kind].join('\n')}\n`

export function firstFiles(subject: Subject): Files {
  const { kind, name, folder } = subject
  return {
    'README.md': `# ${name}\n\n${SENTENCES[kind]} for ${name}.\n`,
    'pyproject.toml': project(subject, '0.1.0'),
    [`${folder}/__init__.py`]: '',
    [`${folder}/main.py`]: MAIN[kind](name),
    [`${folder}/rules.py`]: rules(name, 1),
  }
}

const SENTENCES: Record<PythonKind, string> = {
  service: 'The HTTP service',
  library: 'The shared library',
  cli: 'The command line',
  job: 'The nightly job',
}

const MAIN: Record<PythonKind, (name: string) => string> = {
  service: (name) => `from fastapi import FastAPI

from .rules import rule_1

app = FastAPI(title="${name}")


@app.get("/${name}/{number}")
def read(number: int) -> dict[str, int]:
    return {"value": rule_1(number)}
`,
  library: (name) => `from attrs import define

from .rules import rule_1


@define
class ${name.replace(/^./, (letter) => letter.toUpperCase())}:
    number: int

    def value(self) -> int:
        return rule_1(self.number)
`,
  cli: (name) => `import click
import requests

from .rules import rule_1


@click.command()
@click.argument("number", type=int)
def main(number):
    answer = requests.get("https://example.test/${name}/%d" % number)
    print(rule_1(answer.json()["value"]))


if __name__ == "__main__":
    main()
`,
  job: (name) => `import requests

from .rules import rule_1


def run(numbers):
    for number in numbers:
        try:
            answer = requests.get("https://example.test/${name}/%d" % number)
            print(rule_1(answer.json()["value"]))
        except Exception:
            pass


if __name__ == "__main__":
    run(range(10))
`,
}

/** A module that grows by one function a month. */
export function rules(name: string, count: number): string {
  const functions = Array.from({ length: count }, (_, index) => {
    const number = index + 1
    return `def rule_${number}(value: int) -> int:\n    """Rule ${number} of ${name}."""\n    return value + ${number}\n`
  })
  return functions.join('\n\n')
}
