import pino from 'pino'
import { env } from './env'

const store = globalThis as typeof globalThis & { airworthyLog?: pino.Logger }

/** Structured JSON logs on standard output; values under names of secrets are removed. */
export function log(): pino.Logger {
  store.airworthyLog ??= pino({
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
  })
  return store.airworthyLog
}

/** Name, message, code and causes only: what else hangs on an error (requests, answers) may hold secrets. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : String(error)
  const { name, message, stack, cause } = error
  const code = 'code' in error ? error.code : 'status' in error ? error.status : undefined
  return { name, message, code, stack, ...(cause && depth < 3 ? { cause: describeError(cause, depth + 1) } : {}) }
}
