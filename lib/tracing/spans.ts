/** What a span tells of its work: names, numbers and ids of ours; never a token, an address or the name of a repository. */
export type SpanFacts = Readonly<Record<string, string | number | boolean>>

export interface SpanAbout {
  /** One of few: what tells one piece of work from the next belongs into the facts. */
  readonly name: string
  /** client: somebody else is asked; consumer: it comes from the queue. */
  readonly kind?: 'client' | 'consumer'
  /** Begins a trace of its own. */
  readonly isRoot?: boolean
  readonly facts?: SpanFacts
}

/** Adds what only came out during the work. */
export type NoteFacts = (facts: SpanFacts) => void

export interface Tracer {
  inSpan<T>(about: SpanAbout, work: (note: NoteFacts) => Promise<T>): Promise<T>
  currentTraceId(): string | undefined
}

// The server is built in parts, each with a copy of this module: they share one.
const store = globalThis as typeof globalThis & { airworthyTracer?: Tracer | undefined }

/** From now on, spans go to this tracer; without one there are none. */
export function setTracer(tracer: Tracer | undefined): void {
  store.airworthyTracer = tracer
}

/** Does the work as a span of the trace under way, where traces are collected. What it throws marks the span by its code. */
export async function inSpan<T>(about: SpanAbout, work: (note: NoteFacts) => Promise<T>): Promise<T> {
  return store.airworthyTracer ? store.airworthyTracer.inSpan(about, work) : work(() => undefined)
}

/** 32 hexadecimal digits, or undefined outside of traces. */
export function currentTraceId(): string | undefined {
  return store.airworthyTracer?.currentTraceId()
}
