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
