import 'server-only'
import { requireOperator } from '@/lib/auth/operator'
import { readProcesses } from './processes'
import { readQueue, readRunningJobs } from './queue-state'
import { taskWords } from './task-words'

export interface QueueRow {
  readonly task: string
  /** In words. */
  readonly title: string
  readonly waiting: number
  readonly later: number
  readonly running: number
  readonly givenUp: number
  readonly oldestWaitingSeconds: number | null
}

/** What is in the queue, for operators: those with the most to do first. */
export async function getQueue(): Promise<readonly QueueRow[]> {
  await requireOperator()
  const rows = await readQueue()
  return rows
    .map((row) => ({ ...row, title: taskWords(row.task).title }))
    .sort((a, b) => b.running - a.running || b.waiting - a.waiting || a.title.localeCompare(b.title))
}

export interface ProcessRow {
  readonly id: string
  readonly kind: 'web' | 'worker'
  /** Such as `host:1234`. */
  readonly name: string
  readonly isSilent: boolean
  /** ISO timestamps. */
  readonly startedAt: string
  readonly seenAt: string
  readonly memoryBytes: number
  /** Jobs that it does at a time; null for a web server. */
  readonly places: number | null
  readonly jobs: readonly { readonly title: string; readonly sinceSeconds: number }[]
}

export interface Processes {
  readonly processes: readonly ProcessRow[]
  /** Jobs of workers that nobody knows, which others take over. */
  readonly orphans: number
}

/** Web servers and workers of the last ten minutes and what they are at, for operators. */
export async function getProcesses(): Promise<Processes> {
  await requireOperator()
  const [processes, jobs] = await Promise.all([readProcesses(), readRunningJobs()])
  const known = new Set(processes.flatMap(({ poolIds }) => poolIds))
  return {
    orphans: jobs.filter(({ poolId }) => !known.has(poolId)).length,
    processes: processes.map(({ id, kind, host, pid, isSilent, startedAt, seenAt, memoryBytes, places, poolIds }) => ({
      id,
      kind: kind === 'worker' ? 'worker' : 'web',
      name: `${host}:${pid}`,
      isSilent,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      memoryBytes,
      places,
      jobs: jobs
        .filter(({ poolId }) => poolIds.includes(poolId))
        .map(({ task, sinceSeconds }) => ({ title: taskWords(task).title, sinceSeconds })),
    })),
  }
}
