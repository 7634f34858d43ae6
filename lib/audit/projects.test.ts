import { expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { findProjects } from './projects'
import { scopeTo } from './scope'

const code = 'import os\n'.repeat(60)
const poetry = '[tool.poetry]\nname = "x"\n'
const pep621 = '[project]\nname = "x"\n'

test.each<[string, Record<string, string>, string[]]>([
  ['one at the root', { 'pyproject.toml': pep621, 'app/main.py': code }, ['']],
  ['nothing', {}, ['']],
  [
    'one in a folder, which is the repository',
    { 'backend/pyproject.toml': pep621, 'backend/app.py': code, 'README.md': 'x' },
    [''],
  ],
  [
    'two services',
    {
      'services/a/requirements.txt': '',
      'services/a/app.py': code,
      'services/b/Dockerfile': '',
      'services/b/main.py': code,
    },
    ['services/a', 'services/b'],
  ],
  [
    'a root and a member',
    {
      'pyproject.toml': pep621,
      'app/main.py': code,
      'packages/core/pyproject.toml': poetry,
      'packages/core/core/x.py': code,
    },
    ['', 'packages/core'],
  ],
  [
    'a workspace root without code',
    {
      'pyproject.toml': pep621,
      'packages/a/pyproject.toml': pep621,
      'packages/a/a.py': code,
      'packages/b/setup.py': 'setup(name="b")',
      'packages/b/b/b.py': code,
    },
    ['packages/a', 'packages/b'],
  ],
  [
    'a module of an application that is called setup.py',
    {
      'pyproject.toml': pep621,
      'app/__init__.py': code,
      'app/handlers/__init__.py': code,
      'app/handlers/setup.py':
        'from flask import render_template\n\n\n@routes.route("/setup")\ndef setup():\n    return render_template("setup.html")\n',
    },
    [''],
  ],
  [
    'packages of one program that list what they need themselves',
    {
      'config.py': code,
      'requirements.txt': '',
      'app/__init__.py': '',
      'app/requirements.txt': '',
      'app/main.py': code,
      'tasks/__init__.py': '',
      'tasks/requirements.txt': '',
      'tasks/jobs.py': code,
    },
    [''],
  ],
  [
    'a root with code that has no manifest',
    { 'main.py': code, 'a/pyproject.toml': pep621, 'a/x.py': code, 'b/pyproject.toml': pep621, 'b/x.py': code },
    ['', 'a', 'b'],
  ],
  [
    'manifests of tests, examples, docs and templates',
    {
      'pyproject.toml': pep621,
      'app/x.py': code,
      'tests/fixtures/p/pyproject.toml': pep621,
      'tests/fixtures/p/x.py': code,
      'examples/e/requirements.txt': '',
      'examples/e/x.py': code,
      'docs/requirements.txt': '',
      'docs/conf.py': code,
      '{{cookiecutter.slug}}/pyproject.toml': pep621,
      '{{cookiecutter.slug}}/x.py': code,
    },
    [''],
  ],
  [
    'settings of tools',
    { 'pyproject.toml': pep621, 'app/x.py': code, 'sub/pyproject.toml': '[tool.ruff]\n', 'sub/x.py': code },
    [''],
  ],
  [
    'requirements of a subpackage',
    {
      'pyproject.toml': pep621,
      'app/__init__.py': '',
      'app/plugins/__init__.py': '',
      'app/plugins/requirements.txt': '',
      'app/plugins/x.py': code,
    },
    [''],
  ],
  [
    'requirements beside no code',
    { 'requirements.txt': '', 'app.py': code, 'requirements/requirements.txt': '', 'infra/Dockerfile': '' },
    [''],
  ],
  [
    'a folder whose code is another project',
    {
      'a/setup.cfg': '[metadata]\nname = a\n',
      'a/b/pyproject.toml': pep621,
      'a/b/x.py': code,
      'c/pyproject.toml': pep621,
      'c/x.py': code,
    },
    ['a/b', 'c'],
  ],
])('projects of %s', (_, files, expected) => {
  expect(findProjects(virtualSnapshot(files))).toEqual(expected)
})

test('a project is judged on its own files and what stands once for all, never on code of another', () => {
  const snapshot = virtualSnapshot({
    'README.md': 'x',
    '.github/workflows/ci.yml': 'on: push\n',
    'main.py': code,
    'tests/test_all.py': code,
    'a/pyproject.toml': pep621,
    'a/x.py': code,
    'a/deep/pyproject.toml': pep621,
    'a/deep/y.py': code,
  })
  const projects = ['', 'a', 'a/deep']
  expect([...scopeTo(snapshot, 'a', projects).files.keys()]).toEqual([
    '.github/workflows/ci.yml',
    'README.md',
    'a/pyproject.toml',
    'a/x.py',
    'tests/test_all.py',
  ])
  expect([...scopeTo(snapshot, '', projects).files.keys()]).toEqual([
    '.github/workflows/ci.yml',
    'README.md',
    'main.py',
    'tests/test_all.py',
  ])
})
