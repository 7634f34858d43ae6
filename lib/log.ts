import pino from 'pino'
import { visibleJson } from './checks/visible-text'
import { env } from './env'
import { codeOf } from './errors'
import { logContext } from './log-context'
import { count } from './metrics/counts'
import { currentTraceId } from './tracing/spans'

const store = globalThis as typeof globalThis & { airworthyLog?: pino.Logger }

const WARNING = 40

/**
 * Structured JSON logs on standard output; values under names of secrets are removed. Each line tells the request or the
 * job that it belongs to, and the trace where there is one; errors are counted. What controls a terminal or reorders text
 * is escaped.
 */
export function log(): pino.Logger {
  store.airworthyLog ??= createLog(env().LOG_LEVEL)
  return store.airworthyLog
}

/** `log` is for everybody else; a test reads what it writes to `destination`. */
export function createLog(level: string, destination?: pino.DestinationStream): pino.Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service: 'airworthy' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: contextOfLine,
    serializers: { error: describeError },
    hooks: {
      logMethod(line, write, lineLevel) {
        if (lineLevel >= WARNING) countError(line[0])
        write.apply(this, line)
      },
    },
    redact: {
      paths: [
        'token',
        'accessToken',
        'refreshToken',
        'authorization',
        'password',
        'secret',
        '*.token',
        '*.accessToken',
        '*.refreshToken',
        '*.authorization',
        '*.password',
        '*.secret',
        'headers.authorization',
        '*.headers.authorization',
      ],
      remove: true,
    },
  }
  return pino(options, escaping(destination ?? pino.destination({ sync: true })))
}

function escaping(output: pino.DestinationStream): pino.DestinationStream {
  return { write: (line) => output.write(visibleJson(line)) }
}

function contextOfLine(): object {
  const traceId = currentTraceId()
  return { ...logContext(), ...(traceId !== undefined && { traceId }) }
}

const counted = new WeakSet<Error>()

/** One that is told on its way and again where it ends is one. */
function countError(line: unknown): void {
  if (typeof line !== 'object' || line === null || !('error' in line)) return
  const { error } = line
  if (!(error instanceof Error) || counted.has(error)) return
  counted.add(error)
  const { requestId, jobId = 'jobId' in line } = logContext()
  const during = jobId ? 'job' : requestId ? 'request' : 'process'
  count('airworthy_errors_total', { code: codeOf(error), during })
}

/** Name, message, code and causes only: what else hangs on an error (requests, answers) may hold secrets. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : 'status' in error ? error.status : undefined
  return { name, message, code, stack, ...(cause && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}) }
}
