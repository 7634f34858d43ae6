import type { Example } from '../check'

const APPLICATION = `import math


def area(radius: float) -> float:
    if radius < 0:
        raise ValueError('radius must not be negative')
    return math.pi * radius**2


def volume(radius: float, height: float) -> float:
    if height < 0:
        raise ValueError('height must not be negative')
    return area(radius) * height


def describe(radius: float) -> str:
    size = area(radius)
    if size > 100:
        return 'large'
    if size > 10:
        return 'medium'
    return 'small'
`
const TESTS = `import pytest

from shapes.core import area, describe


def test_area():
    assert area(1) == pytest.approx(3.14159, rel=1e-4)


def test_area_refuses_negative_numbers():
    with pytest.raises(ValueError):
        area(-1)


def test_describe():
    assert describe(1) == 'small'
`
const WORKFLOW = `name: tests
on:
  push:
  pull_request:
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pip install pytest
      - run: python -m pytest
`
const PACKAGE = {
  'pyproject.toml': '[project]\nname = "shapes"\nversion = "1.0"\n',
  'shapes/__init__.py': '',
  'shapes/core.py': APPLICATION,
  'shapes/names.py': `NAMES = {\n${Array.from({ length: 50 }, (_, i) => `    ${i + 3}: 'polygon with ${i + 3} sides',\n`).join('')}}\n`,
}

export const examples: readonly Example[] = [
  {
    name: 'Tests that assert, run on every push and pull request',
    verdict: 'pass',
    at: ['.github/workflows/tests.yml:11', 'tests/test_core.py'],
    files: { ...PACKAGE, 'tests/test_core.py': TESTS, '.github/workflows/tests.yml': WORKFLOW },
  },
  {
    name: 'The pipeline reaches the tests through make and tox',
    verdict: 'pass',
    at: ['.github/workflows/ci.yaml:8'],
    files: {
      ...PACKAGE,
      'tests/test_core.py': TESTS,
      Makefile: 'check:\n\ttox -e py\n',
      'tox.ini': '[tox]\nenvlist = py\n[testenv]\ndeps = pytest\ncommands = pytest {posargs}\n',
      '.github/workflows/ci.yaml':
        'on: [pull_request]\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: pip install tox\n      - run: make check\n',
    },
  },
  {
    name: 'unittest classes whose assertions stand in a helper',
    verdict: 'pass',
    files: {
      ...PACKAGE,
      'tests/test_core.py': `import unittest

from shapes.core import describe


class DescribeTest(unittest.TestCase):
    def check_size(self, radius, size):
        self.assertEqual(describe(radius), size)

    def test_small(self):
        self.check_size(1, 'small')

    def test_large(self):
        self.check_size(50, 'large')
`,
      '.gitlab-ci.yml': 'test:\n  image: python:3.13\n  script:\n    - python -m unittest\n',
    },
  },
  {
    name: 'Tests that nothing runs',
    verdict: 'partial',
    at: ['tests/test_core.py'],
    files: { ...PACKAGE, 'tests/test_core.py': TESTS },
  },
  {
    name: 'Tests whose failure the pipeline ignores',
    verdict: 'partial',
    files: {
      ...PACKAGE,
      'tests/test_core.py': TESTS,
      '.github/workflows/tests.yml': WORKFLOW.replace('python -m pytest', 'python -m pytest || true'),
    },
  },
  {
    name: 'A shell script that asks the running service and fails unless it answers',
    verdict: 'partial',
    at: ['tests/smoke.sh:3'],
    files: {
      'shapes/app.py': `from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/area')\ndef area():\n    return '3.14'\n\n\n${Array.from({ length: 60 }, (_, i) => `SIDES_${i} = ${i}\n`).join('')}`,
      Procfile: 'web: gunicorn shapes.app:app\n',
      'tests/smoke.sh':
        '#!/bin/sh\nsleep 5\nif curl -s http://web/area | grep -q 3.14; then\n  exit 0\nelse\n  exit 1\nfi\n',
    },
  },
  {
    name: 'A pipeline that installs from a file which does not exist',
    verdict: 'partial',
    at: ['.github/workflows/tests.yml:10'],
    files: {
      ...PACKAGE,
      'tests/test_core.py': TESTS,
      '.github/workflows/tests.yml': WORKFLOW.replace('pip install pytest', 'pip install -r requirements-test.txt'),
    },
  },
  {
    name: 'A test file that asserts nothing',
    verdict: 'fail',
    at: ['tests/test_core.py:4'],
    files: {
      ...PACKAGE,
      'tests/test_core.py': 'from shapes.core import area\n\n\ndef test_area():\n    print(area(1))\n',
      '.github/workflows/tests.yml': WORKFLOW,
    },
  },
  { name: 'No test at all', verdict: 'fail', files: PACKAGE },
  {
    name: 'Only a pipeline of a service that is gone would run the tests',
    verdict: 'partial',
    at: ['tests/test_core.py'],
    files: {
      ...PACKAGE,
      'tests/test_core.py': TESTS,
      'README.md': '[![Build](https://travis-ci.org/skylark/shapes.svg)](https://travis-ci.org/skylark/shapes)\n',
      '.travis.yml': 'language: python\ninstall: pip install pytest\nscript:\n  - pytest\n',
    },
  },
]
