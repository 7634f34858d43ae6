import pino from 'pino'
import { visibleJson } from './checks/visible-text'
import { env } from './env'

const store = globalThis as typeof globalThis & { airworthyLog?: pino.Logger }

/**
 * Structured JSON logs on standard output; values under names of secrets are removed, and what controls a terminal or
 * reorders text is escaped.
 */
export function log(): pino.Logger {
  store.airworthyLog ??= pino(options(), escaping(pino.destination({ sync: true })))
  return store.airworthyLog
}

function escaping(output: pino.DestinationStream): pino.DestinationStream {
  return { write: (line) => output.write(visibleJson(line)) }
}

function options(): pino.LoggerOptions {
  return {
    level: env().LOG_LEVEL,
    base: { service: 'airworthy' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: describeError },
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
}

/** Name, message, code and causes only: what else hangs on an error (requests, answers) may hold secrets. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : 'status' in error ? error.status : undefined
  return { name, message, code, stack, ...(cause && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}) }
}
