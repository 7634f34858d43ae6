import { beforeAll, describe, expect, test } from 'vitest'
import { createPythonEngine, type PythonEngine } from './engine'
import type { ModuleRecord } from './record'

let engine: PythonEngine
beforeAll(async () => {
  engine = await createPythonEngine()
})

function analyse(text: string | Uint8Array): ModuleRecord {
  return engine.analyse(typeof text === 'string' ? new TextEncoder().encode(text) : text)
}

describe('parsing', () => {
  test.each([
    ['PEP 758', 'try:\n    f()\nexcept ValueError, TypeError:\n    pass\n'],
    ['PEP 695', 'type Pair[T] = tuple[T, T]\n\n\ndef first[T: int](pair: Pair[T]) -> T:\n    return pair[0]\n'],
    ['PEP 701', 'x = f"{f"{a["b"]!r:>{width}}"}"\n'],
    ['PEP 750', 'x = t"Hello {name}"\n'],
    ['match', 'match command:\n    case {"go": str() as where} if where:\n        pass\n    case _:\n        pass\n'],
    ['walrus and positional only', 'def f(a, /, b, *, c):\n    return (d := a)\n'],
    ['exception groups', 'try:\n    f()\nexcept* OSError as group:\n    print(group)\n'],
    ['a top-level await, as notebooks have', 'await f()\n'],
    ['nothing', ''],
  ])('%s is Python', (_, text) => {
    expect(analyse(text).parse).toEqual({ ok: true })
  })

  test.each([
    ['python2', 'print "hello"\n'],
    ['python2', 'try:\n    f()\nexcept IOError, e:\n    print e\n'],
    ['python2', 'raise ValueError, "no"\n'],
    ['python2', 'x = "{{ name }}"\nmask = 0xFFFFL\n'],
    ['python2', 'for i in x: print i\n'],
    ['python2', 'os.chmod(path,0644)\n'],
    ['python2', '"it\'s" # don\'t\nprint "hello"\n'],
    ['template', 'def f():\n    return {{ value }} + 1 1\n'],
    ['template', '{% if cookiecutter.use_celery %}\nimport celery\n{% endif %}\n'],
    ['template', 'import {{ cookiecutter.project_slug }}\nx = 1\n'],
    ['syntax', 'def (:\n'],
    ['syntax', 'title = "a threshold of 3,012"\ndef (:\n'],
    ['syntax', '"""Says:\n\n    print "hello"\n"""\n# print "hello"\ndef (:\n'],
    ['syntax', 'text = "it\\"s 0644" + \'an "x" 0644\'\ndef (:\n'],
    ['syntax', 'rows = [(1,000), (2, 00)]\ndef (:\n'],
    ['syntax', 'In 3,012 of them\n'],
    ['syntax', 'x = (1,\n'],
  ])('what is not Python 3 fails as %s: %j', (reason, text) => {
    expect(analyse(text).parse).toMatchObject({ ok: false, reason })
  })

  test('encodings are read as Python reads them', () => {
    const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
    expect(analyse(latin('# -*- coding: latin-1 -*-\nname = "é"\n')).assignments[0]?.value).toEqual({
      kind: 'string',
      value: 'é',
    })
    expect(analyse(latin('name = "é"\n')).parse).toMatchObject({ ok: false, reason: 'encoding' })
    expect(analyse(latin('# coding: no-such-codec\nx = 1\n')).parse).toMatchObject({ ok: false, reason: 'encoding' })
    expect(analyse('\ufeffimport os\n').imports[0]?.module).toBe('os')
    expect(analyse(Uint8Array.from([0xff, 0xfe, ...Buffer.from('x = 1\n', 'utf16le')])).parse).toEqual({ ok: true })
    expect(analyse('x = 1\0\n').parse).toMatchObject({ ok: false, reason: 'encoding' })
  })

  test('a file over two mebibytes is not analysed', () => {
    expect(analyse(new Uint8Array(2 * 1024 * 1024 + 1).fill(10)).parse).toMatchObject({ reason: 'too-large' })
  })

  test('of the cells of a notebook those that are no Python are left out, and the places of the others stay', () => {
    const password = 'password = "Zq7rYyS8ZGhAqHyRx9"'
    const cells = ['import os', `${password}\nprint x`, '# %%\n', 'x = (1,\ny = "0644"', `os.getcwd()\n${password}`]
    const starts = [1, 3, 6, 9, 12]
    const text = new TextEncoder().encode(cells.join('\n\n'))
    const record = engine.analyse(text, starts)
    expect(record.parse).toEqual({ ok: true })
    expect(record.calls).toMatchObject([{ callee: 'os.getcwd', line: 12 }])
    expect(record.codeLines).toBe(3)
    expect(record.leftOut).toEqual([
      { line: 3, lines: 3, reason: 'python2' },
      { line: 9, lines: 3, reason: 'syntax' },
    ])
    expect(record.literalSecrets.map(({ line }) => line)).toEqual([13, 3])
    expect(engine.analyse(text).parse).toMatchObject({ ok: false })
    expect(engine.analyse(new TextEncoder().encode('x = (1,\n\ny = )'), [1, 3])).toMatchObject({ parse: { ok: false } })
  })

  test('a cell that is no Python hides no credential of another one', () => {
    const cells = ['x = (((', 'password = "Zq7rYyS8ZGhAqHyRx9"\nprint x', 'import os']
    const { literalSecrets } = engine.analyse(new TextEncoder().encode(cells.join('\n\n')), [1, 3, 6])
    expect(literalSecrets.map(({ name, line }) => [name, line])).toEqual([['password', 3]])
  })

  test('a module that fails keeps its imports and values', () => {
    const record = analyse('import requests\nDEBUG = True\nprint "x"\n')
    expect(record.imports).toMatchObject([{ module: 'requests' }])
    expect(record.assignments).toMatchObject([{ target: 'DEBUG' }])
    expect(record.functions).toEqual([])
  })
})

describe('hostile input', () => {
  test.each([
    ['open parentheses', '('.repeat(100_000)],
    ['balanced parentheses', `x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}\n`],
    ['brackets', '['.repeat(100_000)],
    ['attributes', `x = a${'.b'.repeat(50_000)}\n`],
    ['calls', `x = f${'()'.repeat(50_000)}\n`],
    ['subscripts', `x = f${'[0]'.repeat(30_000)}\n`],
    ['a long sum', `x = ${'1 + '.repeat(50_000)}1\n`],
    ['nots', `x = ${'not '.repeat(50_000)}1\n`],
    ['lambdas', `x = ${'lambda: '.repeat(20_000)}1\n`],
    ['nested blocks', Array.from({ length: 900 }, (_, i) => `${' '.repeat(i)}if x:\n`).join('')],
    ['a long string', `x = "${'a'.repeat(1_500_000)}"\n`],
    ['f-strings in f-strings', `x = ${'f"{'.repeat(2000)}1${'}"'.repeat(2000)}\n`],
    ['a chain of else', `if x:\n    pass\n${'elif x:\n    pass\n'.repeat(5000)}`],
    ['many comments', '# noqa # noqa: E501 type: ignore\n'.repeat(30_000)],
    ['a comment of hashes', `${'#'.repeat(500_000)}\n`],
    ['spaces after a hash', `#${' '.repeat(500_000)}noqa\n`],
    ['braces', `x = "${'{{ a '.repeat(100_000)}"\ndef (:\n`],
    ['circular names', Array.from({ length: 2000 }, (_, i) => `a${i} = a${(i + 1) % 2000}()\n`).join('')],
    [
      'functions that return each other',
      Array.from({ length: 200 }, (_, i) => `def f${i}():\n${`    return f${(i * 7 + 3) % 200}()\n`.repeat(10)}`).join(
        '',
      ),
    ],
  ])('%s end in a record', (_, text) => {
    expect(analyse(text)).toHaveProperty('parse.ok')
  })

  test.each([
    ['lines that go on', `x = 1${' \\\n'.repeat(30_000)}\n`],
    ['comments in a block', `if a:\n b\n${` #${'x'.repeat(60)}\n`.repeat(8000)}`],
    ['more words and signs than it can hold', 'f()'.repeat(600_000)],
  ])('%s are refused before the parser takes the square of their time or memory', (_, text) => {
    expect(analyse(text).parse).toEqual({ ok: false, reason: 'costly' })
    expect(analyse('x = 1\n').parse).toEqual({ ok: true })
  })

  test('errors within thousands of brackets, from which the parser recovers ever more slowly, end by their time', () => {
    const text = `${'needs: ['.repeat(8000)}${' = '.repeat(12_000)}\n`
    expect(analyse(text).parse).toEqual({ ok: false, reason: 'timeout' })
    expect(analyse('x = 1\n').parse).toEqual({ ok: true })
  })

  test('a thousand comments in a block, and a table of half a million numbers, are read', () => {
    expect(analyse(`if a:\n    b\n${'    # left out for now: do()\n'.repeat(1000)}`).parse).toEqual({ ok: true })
    expect(analyse(`x = [${'1, '.repeat(500_000)}]\n`).parse).toEqual({ ok: true })
  })

  test('the next module is analysed as ever after one that broke the parser', () => {
    analyse('('.repeat(100_000))
    expect(analyse('def f(x: int) -> int:\n    return x\n')).toMatchObject({
      parse: { ok: true },
      functions: [{ name: 'f', annotated: true, complexity: 1 }],
    })
  })
})

describe('lines and comments', () => {
  test('lines of code are neither blank nor comment only', () => {
    const record = analyse('# Copyright\n# Do not edit\n\nx = """\n# text\n\n"""  # tail\n\n    # note\ny = 1')
    expect(record).toMatchObject({ lines: 10, codeLines: 4, header: '# Copyright\n# Do not edit' })
  })

  test('a coded noqa is honoured and a blanket one is counted', () => {
    const record = analyse('import os  # noqa\nimport re  # noqa: F401\nimport io  # NOQA:F401,E501 because\n')
    expect(record.ruff).toEqual([{ code: 'F401', count: 1, lines: [1] }])
    expect(record.suppressions).toEqual([
      { line: 1, kind: 'noqa', codes: [] },
      { line: 2, kind: 'noqa', codes: ['F401'] },
      { line: 3, kind: 'noqa', codes: ['F401', 'E501'] },
    ])
    expect(analyse('# flake8: noqa\nimport os\n').ruff).toMatchObject([{ code: 'F401' }])
    expect(analyse('# ruff: noqa: F401\nimport os\n').ruff).toEqual([])
  })

  test('suppressions of other tools are read', () => {
    const text =
      'a = 1  # type: ignore[attr-defined]\nb = 1  # nosec B105\nc = 1  # nosec\nd = 1  # pylint: disable=broad-except,C0103\ne = 1  # pragma: allowlist secret\n'
    expect(analyse(text).suppressions.map(({ kind, codes }) => [kind, ...codes])).toEqual([
      ['type-ignore', 'attr-defined'],
      ['nosec', 'B105'],
      ['nosec'],
      ['pylint-disable', 'broad-except', 'C0103'],
      ['allowlist-secret'],
    ])
  })

  test('text that looks like a comment in a string is none', () => {
    expect(analyse('x = "# noqa"\n').suppressions).toEqual([])
  })
})

describe('functions and classes', () => {
  test('complexity is what Ruff counts, and only over ten is a finding', () => {
    const branches = Array.from({ length: 11 }, (_, i) => `    if x == ${i}:\n        return ${i}\n`).join('')
    const record = analyse(`@decorator\ndef big(x):\n${branches}\n\ndef small(x):\n    return x\n`)
    expect(record.functions.map(({ name, complexity, line }) => [name, complexity, line])).toEqual([
      ['big', 12, 2],
      ['small', 1, 27],
    ])
    expect(record.ruff.find(({ code }) => code === 'C901')).toMatchObject({ count: 1, lines: [2] })
  })

  test('what counts as annotated, public, nested and documented', () => {
    const record = analyse(`
class Client:
    """Doc."""

    def __init__(self, url: str):
        def inner(): ...

    def get(self, path, *args: str, **options: int) -> str:
        """Doc."""

    @staticmethod
    def parse(text: str) -> int: ...

    def _hidden(self) -> None: ...

def commented(a, b):
    # type: (int, str) -> bool
    return True
`)
    expect(record.classes).toMatchObject([{ name: 'Client', docstring: true, public: true }])
    expect(
      record.functions.map((f) => [f.qualifiedName, f.annotated, f.public, f.docstring, f.parameters.length]),
    ).toEqual([
      ['Client.__init__', true, false, false, 1],
      ['Client.__init__.<locals>.inner', false, false, false, 0],
      ['Client.get', false, true, true, 3],
      ['Client.parse', true, true, false, 1],
      ['Client._hidden', true, false, false, 0],
      ['commented', true, true, false, 2],
    ])
  })

  test('assertions of a test are counted wherever they stand in it', () => {
    const record = analyse(`
import pytest

def test_a(self):
    assert 1
    with pytest.raises(ValueError):
        self.assertEqual(1, 1)
    mock.assert_called_once()

def real():
    assert True
`)
    expect(record.functions.map(({ assertions }) => assertions)).toEqual([4, 1])
    expect(record.assertStatements).toBe(1)
  })

  test('bases and fields are resolved through imports', () => {
    const record = analyse(`
from pydantic import BaseModel as Model, Field
from typing import Generic

class Item(Model, Generic[T], metaclass=Meta):
    name: str = Field(min_length=1)
    size: int | None = None
    tags = []
`)
    expect(record.classes[0]?.bases).toEqual(['pydantic.BaseModel', 'typing.Generic', 'Meta'])
    expect(record.classes[0]?.fields.map(({ name, annotation, value }) => [name, annotation, value?.kind])).toEqual([
      ['name', 'str', 'call'],
      ['size', 'int | None', 'none'],
      ['tags', undefined, 'list'],
    ])
  })
})

describe('imports and environment', () => {
  test('optional, local, typing-only and relative imports are told apart', () => {
    const record = analyse(`
from typing import TYPE_CHECKING
from . import sibling
from ..pkg.mod import a as b, c
from os import *
if TYPE_CHECKING:
    import pandas as pd
try:
    import ujson
except ImportError:
    import json as ujson
def f():
    import local.module
`)
    const told = record.imports.map(({ module, level, names, as, optional, typeChecking, local }) =>
      [
        level,
        module,
        names.map((n) => `${n.name}${n.as ? `=${n.as}` : ''}`).join(' '),
        as ?? '',
        optional && 'optional',
        typeChecking && 'typing',
        local && 'local',
      ]
        .filter(Boolean)
        .join(' '),
    )
    expect(told).toEqual([
      'typing TYPE_CHECKING',
      '1 sibling',
      '2 pkg.mod a=b c',
      'os *',
      'pandas pd typing',
      'ujson optional',
      'json ujson optional',
      'local.module local',
    ])
  })

  test('reads of the environment are found with their defaults, and writes are not reads', () => {
    const record = analyse(`
import os
from os import environ, getenv as env_get
from decouple import config
import environ as django_environ

env = django_environ.Env()
A = os.environ["A"]
B = os.getenv("B", "b")
C = environ.get("C")
D = env_get("D")
E = config("E", default=1, cast=int)
F = env.bool("F", default=False)
os.environ["G"] = "1"
if "H" in os.environ:
    pass
name = compute()
os.environ[name]
x = dict(os.environ)
`)
    expect(record.environment.map(({ name, via, line }) => [name, via, line])).toEqual([
      ['A', 'os.environ', 8],
      ['B', 'os.getenv', 9],
      ['C', 'os.environ', 10],
      ['D', 'os.getenv', 11],
      ['E', 'decouple', 12],
      ['F', 'environ.Env', 13],
      ['H', 'os.environ', 15],
      [null, 'os.environ', 18],
      [null, 'os.environ', 19],
    ])
    expect(record.environment[1]?.default).toEqual({ kind: 'string', value: 'b' })
  })

  test('a name kept in a constant is told, what is set is listed, and what is handed to a child process is no read', () => {
    const record = analyse(`
import os
import subprocess
from shop.names import REGION

MODE = "SHOP_MODE"
os.getenv(MODE)
os.environ[REGION]
os.environ[MODE] = "fast"
child = os.environ.copy()
child["SHOP_CHILD"] = "1"
os.putenv("SHOP_PUT", "1")
subprocess.run(["x"], env=os.environ)
subprocess.run(["x"], env={**os.environ, "A": "1"})
subprocess.run(["x"], env=dict(os.environ, A="1"))
Settings(**os.environ)
`)
    expect(record.environment.map(({ name, constant, line }) => [name, constant, line])).toEqual([
      [null, 'MODE', 7],
      [null, 'shop.names.REGION', 8],
      [null, undefined, 16],
    ])
    expect(record.environmentWrites).toEqual(['MODE', 'SHOP_CHILD', 'SHOP_PUT'])
  })
})
