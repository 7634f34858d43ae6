import 'server-only'
import type { LoggerInstance } from 'next-auth'
import { log } from '@/lib/log'

/** What next-auth has to say, in the log's own form: code, name and message, because the rest may hold answers of GitHub. */
export const authLog: LoggerInstance = {
  error: (code, metadata) => log().error({ code: short(code), ...nameAndReason(metadata) }, 'next-auth failed'),
  warn: (code) => log().warn({ code: short(code) }, 'next-auth warns'),
  debug: (code) => log().debug({ code: short(code) }, 'next-auth'),
}

/** Its browser part may log as well, which means anybody may, and anything. */
function short(code: unknown): string {
  return typeof code === 'string' ? code.slice(0, 100) : typeof code
}

function nameAndReason(metadata: unknown): { readonly name?: string; readonly reason?: string } {
  const error =
    typeof metadata === 'object' && metadata !== null && 'error' in metadata && metadata.error instanceof Error
      ? metadata.error
      : metadata
  return error instanceof Error ? { name: error.name, reason: error.message } : {}
}
