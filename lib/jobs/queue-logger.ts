import { Logger } from 'graphile-worker'
import { z } from 'zod'
import { log } from '@/lib/log'

const LEVELS = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const

/** What the queue tells of an attempt that failed. */
const Failed = z.object({
  job: z.object({ id: z.string(), attempts: z.number(), max_attempts: z.number(), task_identifier: z.string() }),
  error: z.instanceof(Error),
})

/** The queue's own messages in our log; what it calls information is of use to who debugs it only. */
export function queueLogger(): Logger {
  return new Logger((scope) => (level, message, meta) => {
    const known = LEVELS[level as keyof typeof LEVELS] ?? 'debug'
    const failed = Failed.safeParse(meta)
    if (!failed.success) return log()[known]({ from: 'queue', task: scope.taskIdentifier, jobId: scope.jobId }, message)
    const { error, job } = failed.data
    const { id: jobId, task_identifier: task, attempts, max_attempts: attemptsAtMost } = job
    return log()[known]({ from: 'queue', task, jobId, attempts, attemptsAtMost, error }, 'an attempt at a job failed')
  })
}
