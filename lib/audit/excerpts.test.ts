import { beforeAll, expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { auditSnapshot, type RecordSource } from './audit'
import { createInThreadRecords } from './in-thread'

let records: RecordSource
beforeAll(async () => {
  records = await createInThreadRecords()
})

function audit(files: Record<string, string>) {
  return auditSnapshot(virtualSnapshot(files), records, (id, error) => {
    throw new Error(`The check ${id} threw`, { cause: error })
  })
}

const service = (more = '') => `import logging

from fastapi import FastAPI

app = FastAPI()
${more}

@app.get("/parcels")
def parcels() -> list[str]:
    try:
        return ["one"]
    except Exception:
        pass
    print("none")
    return []


${'def add(a, b):\n    print(a)\n    return a + b\n\n\n'.repeat(20)}`

test('each place of the evidence with a line has the lines around it, as they stand in the commit', async () => {
  const text = service()
  const report = await audit({ 'main.py': text, 'requirements.txt': 'fastapi\n', 'README.md': 'Sorts parcels.\n' })
  const lines = text.split('\n')
  const places = report.results.flatMap(({ evidence }) => evidence).filter(({ line }) => line !== undefined)
  expect(places.length).toBeGreaterThan(2)
  for (const { path, line } of places.filter(({ path }) => path === 'main.py')) {
    const excerpt = report.excerpts.find((each) => each.path === path && each.line === line)
    if (!excerpt || line === undefined) throw new Error(`No code for ${path}:${line}`)
    expect(excerpt.start).toBeLessThanOrEqual(line)
    expect(excerpt.start).toBeGreaterThanOrEqual(line - 2)
    expect([excerpt.lines[0], excerpt.lines.at(-1)]).not.toContain('')
    expect(excerpt.start + excerpt.lines.length).toBeGreaterThan(line)
    expect(excerpt.lines).toEqual(lines.slice(excerpt.start - 1, excerpt.start - 1 + excerpt.lines.length))
    expect(excerpt.lines.length).toBeLessThanOrEqual(12)
  }
})

test('evidence itself, whose shape is a contract, is as it was', async () => {
  const report = await audit({ 'main.py': service(), 'requirements.txt': 'fastapi\n' })
  const keys = new Set(report.results.flatMap(({ evidence }) => evidence.flatMap((item) => Object.keys(item))))
  expect(keys).toContain('line')
  expect([...keys].filter((key) => !['path', 'line', 'endLine', 'note'].includes(key))).toEqual([])
})

test('a credential that the engine found is in no excerpt, on its own line or elsewhere', async () => {
  const password = 'Zq7rYyS8ZGhAqHyRx9'
  const report = await audit({
    'main.py': service(`DATABASE_PASSWORD = "${password}"\nconnect("db", "${password}")\n`),
    'requirements.txt': 'fastapi\n',
    Dockerfile: `FROM python:3.12\nENV DATABASE_PASSWORD ${password}\nCMD python main.py\n`,
    'k8s/deploy.yaml': `env:\n  - name: ADMIN_PASSWORD\n    value: hunter2x\n`,
    '.env': `DATABASE_PASSWORD=${password}\nDEBUG=1\n`,
  })
  const shown = JSON.stringify(report.excerpts)
  expect(report.results.find(({ id }) => id === 'secrets-management')?.verdict).toBe('fail')
  expect(report.excerpts.map(({ path }) => path)).toContain('main.py')
  expect(shown).toContain('DATABASE_PASSWORD = \\"…\\"')
  expect(shown).not.toContain(password)
  expect(shown).not.toContain('hunter2x')
})

test('credentials on the lines around evidence are in no part of a report, whether the engine knows them or not', async () => {
  const secret = 'Zq7rYyS8Gh1x'
  const report = await audit({
    'main.py': service(`DB = {
    "passwd":
        "${secret}",
}
print("connect", "${secret}")
client = Client("acct", "${secret}")
session.auth = ("svc", "${secret}")
TOKEN = os.getenv("API_TOKEN",
    "${secret}")
subprocess.run("mysql -u root -p${secret} parcels", shell=True)
print(os.environ["HOST"])  # the password was: ${secret}
`),
    'requirements.txt': `--extra-index-url https://u:${secret}@pypi.example/simple\nfastapi\n`,
    Dockerfile: `FROM python:3.12\nENV A=1 DATABASE_PASSWORD=${secret}\nCMD ["python", "main.py", "--password", "${secret}"]\n`,
    '.github/workflows/ci.yml': `on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: |
          export NPM_TOKEN=${secret}
          pytest
      - run: twine upload -u x -p ${secret} dist/*
      - run: docker login -u x -p ${secret} ghcr.example && docker push x
`,
    'README.md': `# Parcels\n\nSorts parcels.\n\n## Run\n\n    export TOKEN=${secret}\n    python main.py\n\n**Password**: ${secret}\n`,
  })
  expect(new Set(report.excerpts.map(({ path }) => path)).size).toBeGreaterThan(3)
  expect(JSON.stringify(report)).not.toContain(secret)
})

test('lines are long no longer than is shown of them, and no notebook or key file is quoted', async () => {
  const report = await audit({
    'main.py': service(`numbers = [${'1, '.repeat(2000)}]\n`),
    'requirements.txt': 'fastapi\n',
    'work.ipynb': JSON.stringify({ cells: [{ cell_type: 'code', source: ['password = "Zq7rYyS8ZGhAqHyRx9"\n'] }] }),
  })
  expect(report.excerpts.some(({ path }) => path.endsWith('.ipynb'))).toBe(false)
  expect(Math.max(...report.excerpts.flatMap(({ lines }) => lines.map(({ length }) => length)))).toBeLessThan(250)
})

test('all excerpts of an audit stay within their bounds, and what is to be mended comes first', async () => {
  const handler = (index: number) =>
    `\n\ndef step_${index}() -> None:\n    try:\n        run(${index})\n    except Exception:  # ${'wide '.repeat(60)}\n        pass\n`
  const files = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [
      `services/s${index}/pyproject.toml`,
      '[project]\nname = "x"\ndependencies = ["fastapi"]\n',
    ]),
  )
  for (let index = 0; index < 40; index += 1) {
    files[`services/s${index}/main.py`] = service() + Array.from({ length: 30 }, (_, each) => handler(each)).join('')
  }
  const report = await audit(files)
  expect(report.excerpts.length).toBeLessThanOrEqual(200)
  expect(Buffer.byteLength(JSON.stringify(report.excerpts))).toBeLessThan(66 * 1024)
  const failing = report.results.find(({ verdict, evidence }) => verdict === 'fail' && evidence[0]?.line !== undefined)
  expect(report.excerpts[0]).toMatchObject({ path: failing?.evidence.find(({ line }) => line !== undefined)?.path })
})
