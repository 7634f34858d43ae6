import { setFlagsFromString } from 'node:v8'

/**
 * How every process that audits lets V8 compile. What is kept compiled is of use under the same flags only, so they are
 * all set here, before anything else is read.
 */
const FLAGS = [
  // A second compiling of Ruff takes seconds of processor time and hundreds of megabytes, which pay after a million lines.
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  // Most of Ruff's functions are never called.
  '--wasm-lazy-validation',
  // Else a regular expression is compiled to bytecode for its first use, and again for its second.
  '--no-regexp-tier-up',
  // For small repositories: a function is optimised after fifteen times as much work as usual.
  '--interrupt-budget=1000000',
]
/** V8's own. */
const USUAL = '--interrupt-budget=67584'
/** Some 8,000 lines of Python: what is optimised before them takes longer than it saves. */
const SMALL_BYTES = 256 * 1024

let read = 0

/** Lets this process compile WebAssembly once, and not a second time for speed. Call it before anything is audited. */
export function compileOnce(): void {
  for (const flag of FLAGS) setFlagsFromString(flag)
}

/** Told how much is being read, lets V8 optimise as usual from when it pays. */
export function optimiseAfter(bytes: number): void {
  if (read <= SMALL_BYTES && read + bytes > SMALL_BYTES) setFlagsFromString(USUAL)
  read += bytes
}
