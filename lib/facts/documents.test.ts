import { describe, expect, test } from 'vitest'
import { listAt, textAt, textsAt, valueAt } from './document'
import { parseIni } from './ini'
import { parseJson } from './json'
import { parseToml } from './toml'
import { parseYaml, parseYamlDocuments } from './yaml'

describe('parseToml', () => {
  test('gives values with the line of tables, dotted keys, array items and arrays of tables', () => {
    const document = parseToml(
      '[project]\nname = "api"\ndependencies = [\n  "fastapi>=0.1",\n  "httpx",\n]\n[tool.ruff.lint]\nignore = ["E501"]\n[[package]]\nname = "a"\nsource = { registry = "x" }\n[[package]]\nname = "b"\n[package.metadata]\nx.y = 1\n',
    )
    expect(document.error).toBeNull()
    expect(textsAt(document.value, 'project', 'dependencies')).toEqual(['fastapi>=0.1', 'httpx'])
    expect(document.lineOf(['project', 'dependencies', 1])).toBe(5)
    expect(document.lineOf(['tool', 'ruff', 'lint', 'ignore'])).toBe(8)
    expect(textAt(document.value, 'package', 1, 'name')).toBe('b')
    expect(textAt(document.value, 'package', 0, 'source', 'registry')).toBe('x')
    expect(valueAt(document.value, 'package', 1, 'metadata', 'x', 'y')).toBe(1)
    expect(document.lineOf(['package', 1, 'metadata', 'x', 'y'])).toBe(15)
    expect(document.lineOf(['project', 'missing'])).toBe(1)
  })

  test('says the line of an error and never throws', () => {
    expect(parseToml('[project]\nname = "a"\n],\n').error?.line).toBe(3)
    expect(parseToml(`a = ${'['.repeat(50_000)}`).error?.message).toBe('The file is nested too deeply.')
    expect(textAt(parseToml('__proto__ = "x"').value, '__proto__')).toBe('x')
  })
})

describe('parseYaml', () => {
  test('an item is found by its place, without a look at the tens of thousands before it', () => {
    const { lineOf } = parseYaml(`dependencies:\n${'- a\n'.repeat(60_000)}`)
    const lines = Array.from({ length: 60_000 }, (_, at) => lineOf(['dependencies', at]))
    expect(lines.every((line, at) => line === at + 2)).toBe(true)
  })

  test('what nests deeper than a parser can bear is told, not parsed', () => {
    const ladder = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')
    const stairs = Array.from({ length: 5 }, (_, step) => `${' '.repeat(step * 250)}${'- '.repeat(100)}a:`).join('\n')
    const inRow = [`build: {file: ${'e: '.repeat(2000)}}`, '"e": '.repeat(2000)]
    const marks = ['- '.repeat(2000), '? '.repeat(2000)]
    for (const text of [stairs, '{'.repeat(2000), '[a'.repeat(2000), ...marks, ...inRow, ladder]) {
      expect(parseYaml(text)).toMatchObject({ value: null, error: { message: 'The file is nested too deeply.' } })
    }
  })

  test('mappings that are keys of mappings are read without harm', () => {
    expect(parseYaml('{'.repeat(180)).error).not.toBeNull()
    expect(textAt(parseYaml('{ {a: 1}: x, b: y }').value, 'b')).toBe('y')
  })

  test('keeps `on` a string, follows anchors and merges, and knows lines', () => {
    const document = parseYaml(
      'on: [push]\nbase: &base\n  image: python\njob:\n  <<: *base\n  steps:\n    - run: a\n    - run: b\n',
    )
    expect(textsAt(document.value, 'on')).toEqual(['push'])
    expect(textAt(document.value, 'job', 'image')).toBe('python')
    expect(document.lineOf(['job', 'steps', 1, 'run'])).toBe(8)
    expect(document.lineOf(['job', 'image'])).toBe(4)
  })

  test('reads several documents, custom tags and broken text', () => {
    expect(parseYamlDocuments('a: 1\n---\nb: !reference [x, y]\n').map((d) => d.value)).toEqual([
      { a: 1 },
      { b: ['x', 'y'] },
    ])
    expect(parseYaml('a: [1, 2\nb: 3').error).not.toBeNull()
    expect(parseYaml('').value).toBeNull()
  })

  test('refuses documents that blow up through aliases or depth', () => {
    const levels = Array.from({ length: 12 }, (_, i) =>
      i === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x]'
        : `a${i}: &a${i} [${Array(9)
            .fill(`*a${i - 1}`)
            .join(', ')}]`,
    )
    expect(parseYaml(levels.join('\n')).error).not.toBeNull()
    expect(() => parseYaml('['.repeat(20_000))).not.toThrow()
    expect(() => parseYaml('&a [*a]')).not.toThrow()
  })
})

describe('parseIni', () => {
  test('reads multi-line values with a line for each item', () => {
    const document = parseIni(
      '[options]\ninstall_requires =\n    flask>=2\n    # note\n    requests\n\n[flake8]\nignore=E501\n',
    )
    expect(document.items('options', 'install_requires')).toEqual([
      { text: 'flask>=2', line: 3 },
      { text: 'requests', line: 5 },
    ])
    expect(textAt(document.value, 'flake8', 'ignore')).toBe('E501')
    expect(document.lineOf(['flake8', 'ignore'])).toBe(8)
  })

  test('passes over lines that fit nothing', () => {
    const document = parseIni('nonsense\n[a]\n=b\nc = d')
    expect(document.error?.line).toBe(1)
    expect(textAt(document.value, 'a', 'c')).toBe('d')
  })
})

describe('parseJson', () => {
  test('gives values with lines, tolerating comments and trailing commas', () => {
    const document = parseJson('{\n  // note\n  "a": [1, {"b": "x"},],\n  "c": null,\n}')
    expect(document.error).toBeNull()
    expect(listAt(document.value, 'a')).toHaveLength(2)
    expect(document.lineOf(['a', 1, 'b'])).toBe(3)
    expect(document.lineOf(['c'])).toBe(4)
  })

  test('says the line of an error and never throws', () => {
    expect(parseJson('{\n"a": }').error?.line).toBe(2)
    expect(parseJson('['.repeat(10_000)).error).not.toBeNull()
    expect(parseJson('{"a": "x').error).not.toBeNull()
    expect(parseJson('').error).not.toBeNull()
  })
})
