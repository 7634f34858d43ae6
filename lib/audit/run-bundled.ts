import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { readSealed } from './sealed-file'

/**
 * Runs a bundle, whose text is one function of `require`'s parameters and `bundleUrl`, with the bytecode that lies beside it
 * where it is of this very text and V8: to compile again what is the same each time is a sixth of an audit of 50 files.
 */
export function runBundled(url: URL): void {
  const { script, file } = readBundled(url)
  const run = script.runInThisContext()
  const module = { exports: {} }
  run.call(module.exports, module.exports, createRequire(url), module, file, dirname(file), url.href)
}

/** For who makes the bytecode as well. */
export function readBundled(url: URL): { readonly script: Script; readonly file: string; readonly text: Buffer } {
  const file = fileURLToPath(url)
  const text = readFileSync(file)
  const cachedData = readSealed(bytecodeFile(file), [text]) ?? undefined
  // Its text is ASCII, which needs no decoding.
  const script = new Script(text.toString('latin1'), { filename: file, cachedData })
  return { script, file, text }
}

export function bytecodeFile(bundle: string): string {
  return `${bundle}.bytecode`
}
