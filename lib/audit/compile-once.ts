import { setFlagsFromString } from 'node:v8'

/** How much of a function runs before V8 compiles it for speed: three times what it does by itself. */
const INTERRUPT_BUDGET = 200_000

/**
 * Lets this process compile WebAssembly once, and not a second time for speed, and JavaScript only where it is long at
 * it. Call it before anything is audited. The second compiling of Ruff takes seconds of processor time and hundreds of
 * megabytes, which pay after a million lines.
 */
export function compileOnce(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', `--interrupt-budget=${INTERRUPT_BUDGET}`])
    setFlagsFromString(flag)
}
