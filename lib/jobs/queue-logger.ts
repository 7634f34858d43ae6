import { Logger } from 'graphile-worker'
import { log } from '@/lib/log'

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const

/** The queue's own messages in our log; what it calls information is of use to who debugs it only. */
export function queueLogger(): Logger {
  return new Logger((scope) => (level, message) => {
    const known = LEVELS[level as keyof typeof LEVELS] ?? 'debug'
    log()[known]({ from: 'queue', task: scope.taskIdentifier, jobId: scope.jobId }, message)
  })
}
