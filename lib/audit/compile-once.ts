import { setFlagsFromString } from 'node:v8'

/**
 * Lets this process compile WebAssembly once, and not a second time for speed. Call it before anything is audited. The
 * second compiling of Ruff takes seconds of processor time and hundreds of megabytes, which pay after a million lines.
 */
export function compileOnce(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag)
}
