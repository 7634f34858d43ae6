import { AsyncLocalStorage } from 'node:async_hooks'

/** What every line of the log says while a request or a job is under way: ids and names of ours, nothing of theirs. */
export interface LogContext {
  readonly requestId?: string
  readonly jobId?: string
  readonly task?: string
  readonly scanId?: string
}

// The server is built in parts, each with a copy of this module: they share one.
const store = globalThis as typeof globalThis & { airworthyLogContext?: AsyncLocalStorage<LogContext> }

function storage(): AsyncLocalStorage<LogContext> {
  store.airworthyLogContext ??= new AsyncLocalStorage()
  return store.airworthyLogContext
}

/** Does the work, and whatever it begins, in a context. */
export function inLogContext<T>(context: LogContext, work: () => T): T {
  return storage().run(context, work)
}

/** The same for whatever follows in the callback that this is called from. */
export function enterLogContext(context: LogContext): void {
  storage().enterWith(context)
}

export function logContext(): LogContext {
  return storage().getStore() ?? {}
}

/** For a person to tell an operator: under which id the log has what was just tried. Null outside of requests. */
export function currentRequestId(): string | null {
  return logContext().requestId ?? null
}
