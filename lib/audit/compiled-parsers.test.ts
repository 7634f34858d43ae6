import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { PARSER_FILES } from '@/lib/python/compiled'
import { createPythonEngine } from '@/lib/python/engine'
import { compiledFile, readCompiledParsers, sealOf } from './compiled-parsers'
import { writeSealed } from './sealed-file'

const root = fileURLToPath(new URL('../..', import.meta.url))
mkdirSync(join(root, 'dist'), { recursive: true })
// Inside the project, so that the packages are found.
const folder = mkdtempSync(join(root, 'dist/compiled-test-'))
const bundle = pathToFileURL(join(folder, 'audit-thread.js'))

afterAll(() => rmSync(folder, { recursive: true }))

test('what is missing, damaged or refused by V8 is left out, and the engine compiles it itself', async () => {
  expect(readCompiledParsers(bundle)).toEqual({})
  const source = readFileSync(createRequire(import.meta.url).resolve(PARSER_FILES.python))
  writeFileSync(compiledFile(bundle, 'ruff'), 'nonsense')
  writeSealed(fileURLToPath(compiledFile(bundle, 'python')), Buffer.alloc(5000, 1), sealOf('python', source))
  const compiled = readCompiledParsers(bundle)
  expect(compiled).toEqual({})
  const engine = await createPythonEngine(compiled)
  expect(engine.analyse(Buffer.from('import os\n')).ruff).toHaveLength(1)
})

test('an engine of parsers that were compiled before finds the same, and goes on after Ruff gave up', async () => {
  const { resolve } = createRequire(import.meta.url)
  const compiled = Object.fromEntries(
    Object.entries(PARSER_FILES).map(([name, file]) => [name, new WebAssembly.Module(readFileSync(resolve(file)))]),
  )
  const text = Buffer.from(
    'import os\n\n\ndef f(x: int) -> int:\n    try:\n        return x\n    except:\n        pass\n',
  )
  const given = await createPythonEngine(compiled)
  const own = await createPythonEngine()
  expect(given.analyse(text)).toEqual(own.analyse(text))
  given.analyse(Buffer.from(`x = ${'('.repeat(200_000)}`))
  expect(given.analyse(text)).toEqual(own.analyse(text))
})
