import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Language, Parser } from 'web-tree-sitter'
import { compileOnce } from '@/lib/audit/compile-once'
import { loadRuff } from '@/lib/python/ruff'

/*
 * The floor of the bench `engine`: Ruff with the engine's own selection and tree-sitter's parser, once over each file
 * whose path comes in, and nothing else. It compiles both for itself, once, which is the cheapest way without what is kept.
 */

compileOnce()

const ruff = loadRuff()
await Parser.init()
const parser = new Parser()
const wasm = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm')
parser.setLanguage(await Language.load(wasm))
for (const path of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const text = readFileSync(path, 'utf8')
  parser.parse(text)?.delete()
  try {
    ruff.check(text)
  } catch {
    // What Ruff gives up on costs the engine the same.
  }
}
