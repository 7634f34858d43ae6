import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { parentPort } from 'node:worker_threads'
import { Language, Parser } from 'web-tree-sitter'
import { loadRuff } from '@/lib/python/ruff'

/*
 * The floor of the bench `engine`: Ruff with the engine's own selection and tree-sitter's parser, once over each file
 * that it is told of, and nothing else. A thread of its own, as the engine's are.
 */

const ruff = loadRuff()
const parser = parserOfPython()

parentPort?.on('message', async (paths: readonly string[]) => {
  const { parse } = await parser
  for (const path of paths) {
    const text = await readFile(path, 'utf8')
    parse(text)
    try {
      ruff.check(text)
    } catch {
      // What Ruff gives up on costs the engine the same.
    }
  }
  parentPort?.postMessage(paths.length)
})

async function parserOfPython() {
  await Parser.init()
  const wasm = createRequire(import.meta.url).resolve('tree-sitter-python/tree-sitter-python.wasm')
  const python = new Parser()
  python.setLanguage(await Language.load(wasm))
  return { parse: (text: string) => python.parse(text)?.delete() }
}
