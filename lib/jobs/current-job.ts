import { AsyncLocalStorage } from 'node:async_hooks'
import { storeJobFailure } from '@/lib/data/job-failures'
import { codeOf } from '@/lib/errors'
import { log } from '@/lib/log'
import { inLogContext } from '@/lib/log-context'
import { count, observe } from '@/lib/metrics/counts'
import { inSpan, type NoteFacts } from '@/lib/tracing/spans'
import type { JobName } from './names'

export interface JobUnderWay {
  readonly id: string
  readonly task: JobName
  /** As it stands in the queue. */
  readonly payload: unknown
  readonly isLastAttempt: boolean
}

interface State extends JobUnderWay {
  isGivenUp: boolean
}

const current = new AsyncLocalStorage<State>()

/**
 * Does one attempt at a job: every line that is logged meanwhile tells its id and its scan, the attempt is counted and is
 * a trace of its own, and the last one that fails is noted for operators.
 */
export async function inJob(job: JobUnderWay, work: () => Promise<void>): Promise<void> {
  const { id, task, payload } = job
  const scanId = textIn(payload, 'scanId')
  const began = performance.now()
  const attempt = async (note: NoteFacts) => {
    let outcome = 'failed'
    try {
      await work()
      outcome = current.getStore()?.isGivenUp ? 'failed' : 'done'
    } catch (error) {
      if (job.isLastAttempt) await giveUpJob(error, `Airworthy failed; the log has it under the job ${id}.`)
      throw error
    } finally {
      note({ 'airworthy.job.outcome': outcome })
      count('airworthy_jobs_total', { task, outcome })
      observe('airworthy_job_duration_seconds', { task }, (performance.now() - began) / 1000)
    }
  }
  await inLogContext({ jobId: id, task, ...(scanId !== undefined && { scanId }) }, () =>
    current.run({ ...job, isGivenUp: false }, () =>
      inSpan({ name: `job ${task}`, kind: 'consumer', isRoot: true }, attempt),
    ),
  )
}

/**
 * Notes for operators that the job under way will not be tried again. `message` is a sentence for a person. Never throws,
 * and does nothing outside of jobs or a second time.
 */
export async function giveUpJob(error: unknown, message: string): Promise<void> {
  const job = current.getStore()
  if (!job || job.isGivenUp) return
  job.isGivenUp = true
  const { task, payload, id: jobId } = job
  const code = codeOf(error)
  count('airworthy_job_failures_total', { task, code })
  try {
    await storeJobFailure({ task, code, message, payload, jobId })
  } catch (second) {
    log().warn({ error: second }, 'a failure could not be noted')
  }
}

function textIn(payload: unknown, name: string): string | undefined {
  const value: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined
  return typeof value === 'string' && /^\d{1,19}$/.test(value) ? value : undefined
}
