import 'server-only'
import { makeWorkerUtils, type WorkerUtils } from 'graphile-worker'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { type JobInput, type JobName, MAX_ATTEMPTS, PRIORITY } from './names'
import { queueLogger } from './queue-logger'

const store = globalThis as typeof globalThis & { airworthyQueue?: Promise<WorkerUtils> }

/** A job to be done; one that waits under its key is replaced. */
export interface JobToAdd<N extends JobName> {
  readonly name: N
  readonly payload: JobInput<N>
  readonly key: string
  /** Jobs of one queue are done one after the other; without one they are not. */
  readonly queueName?: string | undefined
  /** That of its name, unless told. */
  readonly priority?: number | undefined
  readonly maxAttempts?: number
  /** At once when not told. */
  readonly runAt?: Date | undefined
}

/** With `keepsRunAt`, one that waits under its key is done when it was to be done. */
export async function addJob<N extends JobName>(job: JobToAdd<N>, { keepsRunAt = false } = {}): Promise<void> {
  const utils = await queue()
  const { identifier, payload, ...spec } = specOf(job)
  await utils.addJob(identifier, payload, { ...spec, jobKeyMode: keepsRunAt ? 'preserve_run_at' : 'replace' })
}

/** Many at once, in parts of 500. */
export async function addJobs<N extends JobName>(jobs: readonly JobToAdd<N>[]): Promise<void> {
  const utils = await queue()
  for (let start = 0; start < jobs.length; start += 500) {
    await utils.addJobs(jobs.slice(start, start + 500).map((job) => specOf(job)))
  }
}

/** Ends this process's connection to the queue; for tests and for the end of a worker. */
export async function closeQueue(): Promise<void> {
  const open = store.airworthyQueue
  store.airworthyQueue = undefined
  await (await open)?.release()
}

function specOf<N extends JobName>({ name, payload, key, queueName, priority, maxAttempts, runAt }: JobToAdd<N>) {
  const identifier: string = name
  return {
    identifier,
    payload,
    jobKey: key,
    ...(queueName !== undefined && { queueName }),
    priority: priority ?? PRIORITY[name],
    maxAttempts: maxAttempts ?? MAX_ATTEMPTS,
    ...(runAt && { runAt }),
  }
}

function queue(): Promise<WorkerUtils> {
  store.airworthyQueue ??= makeWorkerUtils({
    connectionString: env().DATABASE_URL,
    maxPoolSize: 2,
    logger: queueLogger(),
  }).catch((error: unknown) => {
    store.airworthyQueue = undefined
    log().error({ error }, 'the queue can not be reached')
    throw error
  })
  return store.airworthyQueue
}
