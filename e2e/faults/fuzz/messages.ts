import type { Input } from './inputs'

export interface Start {
  readonly name: string
  readonly seed: number
  readonly firstRound: number
  readonly cpuMs: number
  /** After so many the rest of the rounds is left out. */
  readonly mostFaults: number
  /** One input that is run instead of the rounds. */
  readonly again: Input | null
  /** Two 32-bit numbers: the round that runs, from 1, and how many inputs were begun; 0 while the thread loads. */
  readonly progress: SharedArrayBuffer
  /** Answers of the local GitHub by the name of what asked for them, as JSON. */
  readonly recorded: Readonly<Record<string, string>>
}

export interface Fault {
  readonly round: number
  /** Number of the text that the input was made from. */
  readonly from: number
  readonly error: string
  /** The shortest input found that fails too. */
  readonly shortest: string
}

export type Ended =
  | { readonly kind: 'done'; readonly rounds: number; readonly cpuMs: number; readonly faults: readonly Fault[] }
  /** The thread had to be ended, or ended. */
  | { readonly kind: 'lost'; readonly round: number; readonly cpuMs: number; readonly error: string }
