const START_UP = /(?:pre_?start|prestart|wait_for|start_?up|entrypoint|initial_data|on_boot)/i

export interface RetryPolicy {
  readonly path: string
  readonly line: number
  readonly note: string
  /** backoff: bounded attempts with growing pauses; weak: anything less. */
  readonly quality: 'backoff' | 'weak'
  /** Why it is weak, as the end of a sentence. */
  readonly why: string
  /** Configures a client or task itself, so it needs no call beside it. */
  readonly selfContained: boolean
  readonly startUpOnly: boolean
  /** The function whose calls are tried again; null when it configures a client of its module. */
  readonly wraps: string | null
  /** The function of a hand-written policy or of a mounted adapter: whoever is decorated by it, or calls it, is retried. */
  readonly maker: string | null
  /** What the client that it configures reaches (`FoundCall.what`); null when that is not said. */
  readonly serves: RegExp | null
}

export type Maker = (
  line: number,
  note: string,
  quality: RetryPolicy['quality'],
  why?: string,
  selfContained?: boolean,
) => RetryPolicy

export function policyIn(path: string, wraps: string | null = null): Maker {
  return (line, note, quality, why = 'retries do not back off', selfContained = false) => ({
    path,
    line,
    note,
    quality,
    why,
    selfContained,
    startUpOnly: START_UP.test(`${path} ${wraps ?? ''}`),
    wraps,
    maker: null,
    serves: null,
  })
}
