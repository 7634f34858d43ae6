import type { Input } from './inputs'

export interface Start {
  readonly name: string
  readonly seed: number
  readonly firstRound: number
  readonly cpuMs: number
  /** One input that is run instead of the rounds. */
  readonly again: Input | null
  /** One 32-bit number: the round that runs, from 1; 0 while the thread loads. */
  readonly progress: SharedArrayBuffer
  /** Answers of the local GitHub by the name of what asked for them, as JSON. */
  readonly recorded: Readonly<Record<string, string>>
}

export type Ended =
  | { readonly kind: 'done'; readonly rounds: number; readonly cpuMs: number }
  | { readonly kind: 'failed'; readonly round: number; readonly cpuMs: number; readonly error: string }
  | { readonly kind: 'hung'; readonly round: number; readonly cpuMs: number }
