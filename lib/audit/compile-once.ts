import { setFlagsFromString } from 'node:v8'

/*
 * Node's own modules lie ready under V8's usual flags only, and so does what is kept compiled: flags are set as late as
 * they can be.
 */

const ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--wasm-lazy-validation']
const TWICE = ['--wasm-tier-up', '--wasm-dynamic-tiering', '--no-wasm-lazy-validation']
const LATE = [
  // Else a regular expression is compiled to bytecode for its first use, and again for its second.
  '--no-regexp-tier-up',
  // A function is optimised after fifteen times as much work as usual.
  '--interrupt-budget=1000000',
]
const USUAL = ['--regexp-tier-up', '--interrupt-budget=67584']
/** Some 8,000 lines of Python: what is optimised before them takes longer than it saves. */
const SMALL_BYTES = 256 * 1024

let read = 0

/**
 * Lets this process compile WebAssembly once, and not a second time for speed. Call it before the parsers are compiled.
 * The second compiling of Ruff takes seconds of processor time and hundreds of megabytes, which pay after a million lines.
 */
export function compileOnce(): void {
  for (const flag of ONCE) setFlagsFromString(flag)
}

/** The same for what is compiled in `work` alone, under flags that are V8's own beside these. */
export function compilingOnce<T>(work: () => T): T {
  optimiseAsUsual()
  compileOnce()
  try {
    return work()
  } finally {
    restoreFlags()
  }
}

/** V8's own flags again. */
export function restoreFlags(): void {
  for (const flag of [...TWICE, ...USUAL]) setFlagsFromString(flag)
}

/** The flags of a thread that starts, whatever other threads have set: it begins, and optimises its code later. */
export function optimiseLate(): void {
  for (const flag of [...TWICE, ...LATE]) setFlagsFromString(flag)
}

/** Told how much Python is being read, lets V8 optimise as usual from when it pays. */
export function optimiseAfter(bytes: number): void {
  if (read <= SMALL_BYTES && read + bytes > SMALL_BYTES) optimiseAsUsual()
  read += bytes
}

function optimiseAsUsual(): void {
  for (const flag of USUAL) setFlagsFromString(flag)
}
