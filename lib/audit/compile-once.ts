import { setFlagsFromString } from 'node:v8'

/*
 * Node's own modules lie ready under V8's usual flags only, and so does what is kept compiled: flags are set as late as
 * they can be.
 */

const ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--wasm-lazy-validation']
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

/** Lets a thread that starts begin with what it is asked for, and optimise its code later. */
export function optimiseLate(): void {
  for (const flag of LATE) setFlagsFromString(flag)
}

export function optimiseAsUsual(): void {
  for (const flag of USUAL) setFlagsFromString(flag)
}

/** Told how much Python is being read, lets V8 optimise as usual from when it pays. */
export function optimiseAfter(bytes: number): void {
  if (read <= SMALL_BYTES && read + bytes > SMALL_BYTES) optimiseAsUsual()
  read += bytes
}
