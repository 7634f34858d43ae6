import { beforeAll, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { virtualFacts } from './virtual-facts'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

const read = (files: Record<string, string>) => virtualFacts(files, engine).readme

test('a badge and a title say nothing of what a project is', () => {
  expect(read({ 'README.md': '# depot\n\n[![build](https://x/y.svg)](https://x)\n' }).description).toBeNull()
})

test('the README of a template may name its variables, that of a project may not', () => {
  const readme = '# Depot\n\nAn application of `{{ cookiecutter.name }}`.\n'
  expect(read({ 'README.md': readme, 'cookiecutter.json': '{}' }).template).toBeNull()
  expect(read({ 'README.md': readme }).template).toBe('a template that was not rendered')
})

test('an instruction is no description', () => {
  expect(
    read({ 'README.rst': 'Quickstart\n----------\n\nFirst, set the secret key of the depot in your shell.\n' })
      .description,
  ).toBeNull()
})

test('a description is asked for where the project is told of, not below instructions or their parts', () => {
  const say = (text: string) => read({ 'README.md': text }).description?.line ?? null
  expect(say('# Depot\n\n## Setting up\n\n### uv\n\nThe project is kept together by uv and its lock.\n')).toBeNull()
  expect(say('# Depot\n\n## Overview\n\nParcels of one depot, sorted by zone.\n')).toBe(5)
  expect(say('# Depot\n\n## Notes\n\nThis service sorts the parcels of one depot.\n')).toBe(5)
  expect(say('# Sorting the parcels of one depot by zone\n\n## Usage\n\n`depot`\n')).toBe(1)
  expect(say('# Dockerised depot\n\nSorts the parcels of one depot by zone.\n')).toBe(3)
  expect(say('# 仓库\n\n按区域对一个仓库的包裹进行分类\n')).toBe(3)
  expect(say('# Depot\n\n[Docs](a) • [Install](b) • [Usage](c) • [Chat](d) • [Issues](e) • [Licence](f)\n')).toBeNull()
})

test('another README stands in where there is none, and never beside one', () => {
  expect(read({ 'README_AWS.md': '# Depot\n' }).path).toBe('README_AWS.md')
  expect(read({ 'README_AWS.md': '# Depot on AWS\n', 'README.md': '# Depot\n' }).path).toBe('README.md')
})

test('commands are found in fenced, indented and inline code, at their own lines', () => {
  const text = 'Sorts the parcels of one depot by zone.\n\n```console\n$ cd depot\n$ pip install depot\n```\n'
  expect(read({ 'README.md': text }).install).toMatchObject({ line: 5 })
  expect(read({ 'README.md': 'Install\n=======\n\n    pip install depot\n' }).install).toMatchObject({ line: 4 })
  expect(read({ 'README.md': 'Run `pip install depot`.\n' }).install).toMatchObject({ line: 1 })
})

test('what starts the program says how to run it rather than an errand before it', () => {
  const usage = (text: string, more = {}) => read({ 'README.md': text, ...more }).usage?.line ?? null
  expect(usage('# Depot\n\n    flask user create bob\n    flask run\n')).toBe(4)
  expect(usage('# Depot\n\n    poetry run scripts/create_databases.py\n\nThen `poetry run uvicorn depot:app`.\n')).toBe(
    5,
  )
  expect(usage('# Depot\n\n    python load.py\n    python manage.py runserver\n')).toBe(4)
  const script = { 'pyproject.toml': '[project]\nname = "depot"\n[project.scripts]\ndepot = "depot:main"\n' }
  expect(usage('# Depot\n\n    python load.py\n    uv run depot zones\n', script)).toBe(4)
  const make = { Makefile: 'protos:\n\tpython -m grpc_tools.protoc x\nstart:\n\tpython -m depot\n' }
  expect(usage('# Depot\n\n    make protos\n\n    make start\n', make)).toBe(5)
  expect(usage('# Depot\n\n    python load.py\n    python report.py\n')).toBe(3)
})

test('a folder or page that is named is no command', () => {
  const usage = (text: string) => read({ 'README.md': text }).usage?.line ?? null
  expect(usage('# Depot\n\n- `./backend/`: the API\n- `./docs/zones.md`: the zones\n')).toBeNull()
  expect(usage('# Depot\n\n- `./backend/`: the API\n- `./sort.sh`: sorts\n')).toBe(4)
})

test('commands that test or release the project do not set it up for a stranger', () => {
  const install = (text: string) => read({ 'README.md': text }).install?.line ?? null
  expect(install('# Depot\n\n    docker compose run --rm depot pytest\n')).toBeNull()
  expect(install('# Depot\n\n    tox\n    uv run pytest tests\n    just test\n')).toBeNull()
  expect(install('# Depot\n\n## Running the test suite\n\n    docker compose build\n')).toBeNull()
  expect(install('# Depot\n\n## Releasing a new version\n\n    pip install twine\n')).toBeNull()
  expect(install('# Depot\n\n## Install for testing\n\n    pip install -e .\n')).toBe(5)
  expect(install('# Depot\n\n## Stable release\n\n    pip install depot\n')).toBe(5)
  expect(install('# Depot\n\n    docker compose run depot test-zones\n')).toBe(3)
})

test('a kernel that is installed for notebooks runs nothing', () => {
  const commands = 'python -m ipykernel install --user --name=python3\n    jupyter notebook'
  expect(read({ 'README.md': `# Depot\n\n    ${commands}\n` }).usage?.line).toBe(4)
})

test('documentation that is built from the repository is read where it says how to install and to begin', () => {
  const page = (path: string) =>
    read({
      'README.md': 'Sorts the parcels of one depot. [Documentation](https://docs.depot.aero)\n',
      'docs/mkdocs.yml': 'site_name: Depot\n',
      [path]: '# Start\n\n    docker compose up\n',
    }).install?.path ?? null
  for (const path of ['installation-checklist.md', 'setup/installation/postgres.md', 'getting-started/hosting.md'])
    expect(page(`docs/docs/${path}`)).toBe(`docs/docs/${path}`)
  for (const path of ['getting-started/authentication/ldap.md', 'getting-started/updating.md', 'installed.md'])
    expect(page(`docs/docs/${path}`)).toBeNull()
})

test('reStructuredText is read: sections, code blocks, literals', () => {
  const readme = read({
    'README.rst':
      'Depot\n=====\n\nSorts the parcels of one depot by zone.\n\nUsage\n-----\n\n.. code-block:: sh\n\n   pip install depot\n   python -m depot\n',
  })
  expect(readme.description).toMatchObject({ line: 4 })
  expect(readme.install).toMatchObject({ line: 11 })
  expect(readme.usage?.line).toBe(12)
})

test('a make target that the Makefile lacks is broken, one that it has is not', () => {
  const files = { Makefile: 'run: build\n\tpython main.py\n', 'main.py': '' }
  expect(read({ ...files, 'README.md': '```sh\nmake serve\n```\n' }).broken).toHaveLength(1)
  expect(read({ ...files, 'README.md': '```sh\nmake run\n```\n' }).broken).toEqual([])
})

test('a file in another folder of the repository is not missing', () => {
  expect(read({ 'README.md': '```sh\ncd backend\npython app.py\n```\n', 'backend/app.py': '' }).broken).toEqual([])
})

test('a file is looked for where the commands before have led', () => {
  const files = { 'api/app.py': '', 'web/requirements.txt': 'flask\n', 'jobs/run.py': '' }
  const broken = (commands: string) =>
    read({ ...files, 'README.md': `\`\`\`sh\n${commands}\n\`\`\`\n` }).broken.map(({ line }) => line)
  expect(
    broken('git clone https://x/depot.git\ncd depot\ncd api\npip install -r requirements.txt\npython app.py'),
  ).toEqual([5])
  expect(broken('cd depot && cd web && pip install -r requirements.txt')).toEqual([])
  expect(broken('cd api\ncd ..\npip install -r web/requirements.txt')).toEqual([])
  expect(broken('cd "$HOME/depot"\npython run.py')).toEqual([])
  expect(broken('docker compose up')).toEqual([2])
})

test('a README of a hundred thousand nested quotes is read without harm', () => {
  expect(read({ 'README.md': `${'>'.repeat(2000)} deep\n${'['.repeat(20_000)}` }).path).toBe('README.md')
})

test('pages are found through links that go up a folder', () => {
  const page = '# Setting up\n\n## Installation\n\n```\npip install depot\n```\n'
  const of = (path: string, target: string) =>
    read({ [path]: `# Depot\n\nSorts the parcels of one depot by zone: [set it up](${target}).\n`, 'INSTALL.md': page })
      .install?.path
  expect(of('docs/README.md', '../INSTALL.md')).toBe('INSTALL.md')
  expect(of('README.md', 'docs/../INSTALL.md')).toBe('INSTALL.md')
  expect(of('README.md', '/./INSTALL.md#top')).toBe('INSTALL.md')
  expect(of('docs/README.md', '../../INSTALL.md')).toBeUndefined()
})
