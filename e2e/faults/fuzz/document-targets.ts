import { parseDockerfile } from '@/lib/facts/dockerfiles/parse'
import type { Document } from '@/lib/facts/document'
import { parseIni } from '@/lib/facts/ini'
import { parseJson } from '@/lib/facts/json'
import { readNotebook } from '@/lib/facts/notebook'
import { pathPattern } from '@/lib/facts/path-pattern'
import { readBlocks } from '@/lib/facts/readme/document'
import { maskedText } from '@/lib/facts/secrets/masked-text'
import { splitCommands } from '@/lib/facts/shell'
import { decodeText } from '@/lib/facts/text'
import { parseToml } from '@/lib/facts/toml'
import { parseYamlDocuments } from '@/lib/facts/yaml'
import { decodePython } from '@/lib/python/decode'
import { createPythonEngine, type PythonEngine } from '@/lib/python/engine'
import { textsOf } from './corpus'
import type { Target } from './target'

/** The parsers of formats, each alone, which is a hundred times as many inputs as through the engine. */
export function documentTargets(): readonly Target[] {
  const ini = textsOf(/\.(cfg|ini|conf|service)$/)
  const shell = textsOf(/\.sh$|Makefile$|Procfile$/)
  return [
    text('TOML', textsOf(/\.toml$|\.lock$|Pipfile$/), (input) => look([parseToml(input)])),
    text('YAML', textsOf(/\.ya?ml$/), (input) => look(parseYamlDocuments(input))),
    text('JSON', textsOf(/\.json$|Pipfile\.lock$|\.ipynb$/), (input) => look([parseJson(input)])),
    text('INI', ini, (input) => {
      const parsed = parseIni(input)
      look([parsed])
      for (const section of parsed.sections) parsed.items(section, 'command')
    }),
    text('Dockerfile', textsOf(/Dockerfile/), (input) => void parseDockerfile(input)),
    text('shell', shell, (input) => void splitCommands(input)),
    text('Markdown', textsOf(/\.md$/), (input) => void readBlocks('README.md', input)),
    text('reStructuredText', textsOf(/\.(rst|md)$/), (input) => void readBlocks('README.rst', input)),
    text('notebook', textsOf(/\.ipynb$/), (input) => void readNotebook(new TextEncoder().encode(input))),
    text('masked text', [...shell, ...textsOf(/\.env/)], (input) => void maskedText(input)),
    text('path patterns', textsOf(/ignore$|CODEOWNERS$|\.gitattributes$/), (input) => {
      const [pattern = '', ...paths] = input.split('\n')
      for (const path of paths) pathPattern(pattern)(path)
    }),
    {
      name: 'encodings',
      form: 'bytes',
      seeds: ENCODED,
      run: (input) => void [decodeText(bytes(input)), decodePython(bytes(input))],
    },
    { name: 'Python module', form: 'text', seeds: textsOf(/\.py$/), run: analyse },
  ]
}

const ENCODED = [
  '\xef\xbb\xbf# coding: utf-8\n',
  '\xff\xfex\0=\x001\0',
  '\xfe\xff\0x',
  '# -*- coding: latin-1 -*-\nx = "\xfc"\n',
  '#!/x\n# vim: set fileencoding=cp1252 :\n',
  'caf\xc3\xa9\n',
]

const SOUND = new TextEncoder().encode('answer = 42\n')

let engine: Promise<PythonEngine> | undefined

/** Nesting beyond a parser's stack is refused as "the parser failed on it", which must cost no other module its record. */
async function analyse(input: string): Promise<void> {
  engine ??= createPythonEngine()
  const { analyse: read } = await engine
  const { parse } = read(new TextEncoder().encode(input))
  if (parse.ok || parse.reason !== 'crash') return
  if (!read(SOUND).parse.ok) throw new Error('After a crash a parser of Python reads nothing more')
}

function text(name: string, seeds: readonly string[], run: (input: string) => void): Target {
  return { name, form: 'text', seeds, run }
}

/** Asks for what checks ask: values and their lines. */
function look(documents: readonly Document[]): void {
  for (const { value, error, lineOf } of documents) {
    JSON.stringify(value)
    if (error && error.message === '') throw new Error('An error without a message')
    if (typeof value !== 'object' || value === null) continue
    for (const key of Object.keys(value).slice(0, 50)) lineOf([key, 0, 'x'])
  }
}

function bytes(input: string): Uint8Array {
  return new Uint8Array(Buffer.from(input, 'latin1'))
}
