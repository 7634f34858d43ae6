import type { Example } from '../check'

const CLEAN = `import json


def load(path):
    with open(path) as file:
        return json.load(file)


RATES = {
${Array.from({ length: 60 }, (_, i) => `    'R${i}': ${i + 1},\n`).join('')}}
`
const DIRTY = `import os, sys
import json
from math import *


def load( path ):
    try:
        f = open(path); data = f.read()
    except:
        return None
    if data == None: return None
    l = data.split()
    unused = 1
    return l


RATES = {
${Array.from({ length: 60 }, (_, i) => `    'R${i}': ${i + 1},  \n`).join('')}}
`
const LINT = (command: string) =>
  `on: [push, pull_request]\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${command}\n`

export const examples: readonly Example[] = [
  {
    name: 'Ruff checks every change and finds nothing',
    verdict: 'pass',
    at: ['.github/workflows/lint.yml:7'],
    files: { 'rates/__init__.py': '', 'rates/load.py': CLEAN, '.github/workflows/lint.yml': LINT('uvx ruff check .') },
  },
  {
    name: 'Black runs as a hook on every commit',
    verdict: 'pass',
    at: ['.pre-commit-config.yaml:5'],
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN,
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/psf/black\n    rev: 24.4.2\n    hooks:\n      - id: black\n',
    },
  },
  {
    name: 'fourmat, which runs Black and Flake8, through tox and pre-commit',
    verdict: 'pass',
    at: ['.github/workflows/lint.yml:7'],
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN,
      '.pre-commit-config.yaml':
        'repos:\n  - repo: https://github.com/4Catalyzer/fourmat\n    rev: v1.0.0\n    hooks:\n      - id: fourmat\n',
      'tox.ini': '[testenv:lint]\ndeps = pre-commit\ncommands = pre-commit run --all-files\n',
      '.github/workflows/lint.yml': LINT('tox -e lint'),
    },
  },
  {
    name: 'Re-exports and what the project ignores do not count',
    verdict: 'pass',
    files: {
      'pyproject.toml': '[project]\nname = "rates"\n[tool.ruff.lint]\nignore = ["W291"]\n',
      'rates/__init__.py': 'from .load import load\n',
      'rates/load.py': CLEAN.replaceAll(',\n', ',  \n'),
      '.github/workflows/lint.yml': LINT('uvx ruff check .'),
    },
  },
  {
    name: 'A linter that runs over code which disagrees with it',
    verdict: 'partial',
    at: ['rates/load.py'],
    files: {
      'rates/__init__.py': '',
      'rates/load.py': DIRTY,
      '.github/workflows/lint.yml': LINT('flake8 --select E9 .'),
    },
  },
  {
    name: 'A formatter that only rewrites can not fail a change',
    verdict: 'partial',
    at: ['.github/workflows/lint.yml:7'],
    files: { 'rates/__init__.py': '', 'rates/load.py': DIRTY, '.github/workflows/lint.yml': LINT('black .') },
  },
  {
    name: 'Ruff mends what it can and fails on the rest',
    verdict: 'pass',
    at: ['.github/workflows/lint.yml:7'],
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN,
      '.github/workflows/lint.yml': LINT('ruff check . --fix'),
    },
  },
  {
    name: 'Ruff mends what it can and passes over the rest',
    verdict: 'partial',
    at: ['.github/workflows/lint.yml:7'],
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN,
      '.github/workflows/lint.yml': LINT('ruff check --fix-only'),
    },
  },
  {
    name: 'Configured, but nothing enforces it',
    verdict: 'partial',
    at: ['setup.cfg:1'],
    files: { 'setup.cfg': '[flake8]\nmax-line-length = 100\n', 'rates/__init__.py': '', 'rates/load.py': DIRTY },
  },
  {
    name: 'Nothing configured, and the code is clean anyway',
    verdict: 'partial',
    files: { 'rates/__init__.py': '', 'rates/load.py': CLEAN },
  },
  {
    name: 'Notebooks that Databricks keeps as modules use names that it gives',
    verdict: 'partial',
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN,
      'notebooks/rates.py':
        '# Databricks notebook source\n# MAGIC %md \n\n# COMMAND ----------\n\nname = dbutils.widgets.get("name")\nfrom rates import load\n\nspark.table(name)\ndisplay(load)\nassert_widget(name)\n',
    },
  },
  {
    name: 'Nothing configured, and the code shows it',
    verdict: 'fail',
    at: ['rates/load.py'],
    files: { 'rates/__init__.py': '', 'rates/load.py': DIRTY },
  },

  {
    name: 'What the enforced command line ignores does not count',
    verdict: 'pass',
    at: ['.github/workflows/lint.yml:7'],
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN.replaceAll(',\n', ',  \n'),
      '.github/workflows/lint.yml': LINT('flake8 --max-line-length=120 --ignore=E501,W291 rates'),
    },
  },
  {
    name: 'Pipenv is to run Ruff, and no Pipfile says what it would install',
    verdict: 'partial',
    files: {
      'rates/__init__.py': '',
      'rates/load.py': CLEAN,
      '.github/workflows/lint.yml': LINT('pipenv run ruff check .'),
    },
  },
]
