import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type CompiledParsers, PARSER_FILES } from '@/lib/python/compiled'
import { optimiseLate } from './compile-once'
import { readNative } from './read-native'
import { readSealed } from './sealed-file'

/** To hash all ten megabytes of Ruff takes a third of what is saved by not checking them. */
const TABLES_BYTES = 64 * 1024

type Deserialise = (code: ArrayBuffer, source: Uint8Array) => WebAssembly.Module | undefined

/**
 * The parsers as the set-up left them compiled in the folder of the bundles, so that a thread does not compile them; what
 * one thread has read, the next shares. Whatever is missing, damaged, of another Node, processor or version of a package is
 * left out.
 */
export function readCompiledParsers(bundle: URL): CompiledParsers {
  optimiseLate()
  const deserialise = readNative<Deserialise>('code, source', 'return %DeserializeWasmModule(code, source)')
  if (!deserialise) return {}
  const found: Record<string, WebAssembly.Module> = {}
  for (const [name, wasm] of Object.entries(PARSER_FILES)) {
    try {
      const source = readFileSync(createRequire(bundle).resolve(wasm))
      const code = readSealed(compiledFile(bundle, name), sealOf(name, source))
      // V8 takes the whole buffer, and refuses what another V8, processor or set of flags made.
      const module = code && deserialise(code.buffer as ArrayBuffer, source)
      if (module) found[name] = module
    } catch {
      // The thread compiles it and says what is wrong.
    }
  }
  return found
}

export function compiledFile(bundle: URL, name: string): URL {
  return new URL(`./${name}.compiled`, bundle)
}

/** What compiled code is sealed with: another version of a package differs in its length and in its table of functions. */
export function sealOf(name: string, source: Uint8Array): (string | Uint8Array)[] {
  return [name, String(source.length), source.subarray(0, TABLES_BYTES)]
}
