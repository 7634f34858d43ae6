import { setFlagsFromString } from 'node:v8'

/*
 * V8's flags hold for all threads of a process. What decides how code is made is set once and never taken back: code that
 * was made under one setting and runs under another ends the process. A budget may change at any time.
 */

const ONCE = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']
/** Most regular expressions of an audit run so seldom that to shorten their bytecode takes longer than it saves. */
const PLAIN_REGEXPS = '--no-regexp-peephole-optimization'
const BUDGET = '--interrupt-budget='
/** How much of a function runs before V8 optimises it: its own; for a small audit, fifteen times that; for a large one, three times. */
export const USUAL = `${BUDGET}67584`
const LATE = `${BUDGET}1000000`
const LARGE = `${BUDGET}200000`
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

/**
 * The flags for which a thread's bytecode and the parsers are kept, whatever other threads have set. A thread sets them when
 * it has started: Node's own modules lie ready for V8's usual flags, and are parsed anew for any other.
 */
export function optimiseLate(): void {
  compileOnce()
  setFlagsFromString(PLAIN_REGEXPS)
  setFlagsFromString(LATE)
}

/** Told how much Python is being read, lets V8 optimise sooner from when it pays. */
export function optimiseAfter(bytes: number): void {
  if (read <= SMALL_BYTES && read + bytes > SMALL_BYTES) setFlagsFromString(LARGE)
  read += bytes
}
