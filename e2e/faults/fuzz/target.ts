/** One parser, with texts from which its input is made. */
export interface Target {
  readonly name: string
  /** What mutation understands of the input: a text, JSON, or bytes as Latin-1. */
  readonly form: 'text' | 'json' | 'bytes'
  readonly seeds: readonly string[]
  /** Throws what is a fault; `seed` is the place of what the input was made from. */
  run(input: string, seed: number): void | Promise<void>
}
