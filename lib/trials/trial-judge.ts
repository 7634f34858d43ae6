import type { AuditReport } from '@/lib/audit/report'
import type { CheckFailure, ThreadAnswer } from '@/lib/audit/thread-messages'
import { createThreadPool, ThreadLost, type ThreadPool } from '@/lib/audit/thread-pool'
import { AppError } from '@/lib/errors'
import { virtualSnapshot } from '@/lib/snapshot/virtual'

export interface TrialJudge {
  /** Throws AppError 'rate-limited' when too many wait, 'unreadable' when judging takes too long or too much memory. */
  judge(files: Readonly<Record<string, string>>): Promise<AuditReport>
  close(): Promise<void>
}

interface TrialJudgeOptions {
  /** Asked for when the thread is started. */
  readonly findThread: () => URL
  readonly onFailure?: (failure: CheckFailure) => void
  /** Besides the one that is judged. */
  readonly mostWaiting?: number
  readonly timeoutMs?: number
  /** The thread ends when there was nothing to judge for so long. */
  readonly idleMs?: number
}

/** To start the thread and load the parsers, on a busy machine. */
const START_MS = 30_000
const HEAP_MB = 256
const RECYCLE_BYTES = 384 * 1024 * 1024

/** One thread for all visitors, started when there is something to judge: what they wait for costs one core at most. */
export function createTrialJudge(options: TrialJudgeOptions): TrialJudge {
  const { findThread, onFailure, mostWaiting = 8, timeoutMs = 5000, idleMs = 60_000 } = options
  let pool: ThreadPool | null = null
  let idle: NodeJS.Timeout | undefined
  let atWork = 0

  const open = (): ThreadPool =>
    createThreadPool({ file: findThread(), threads: 1, heapMb: HEAP_MB, recycleBytes: RECYCLE_BYTES })

  const close = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = pool
    pool = null
    await ending?.close()
  }

  const run = async (files: Readonly<Record<string, string>>): Promise<ThreadAnswer> => {
    pool ??= open()
    const threads = pool
    // Loads the parsers in a new thread, so that the limit of the other task counts judging alone.
    await threads.run({ kind: 'analyse', files: [] }, START_MS)
    return threads.run({ kind: 'audit', snapshot: virtualSnapshot(files) }, timeoutMs)
  }

  return {
    async judge(files) {
      if (atWork > mostWaiting) {
        throw new AppError('rate-limited', 'Others are having files judged right now. Try again in a few seconds.')
      }
      atWork += 1
      clearTimeout(idle)
      try {
        const answer = await run(files)
        if (answer.kind !== 'judge') throw new Error('The thread answered something else')
        for (const failure of answer.failures) onFailure?.(failure)
        return answer.report
      } catch (error) {
        throw error instanceof ThreadLost ? notJudged(error, timeoutMs) : error
      } finally {
        atWork -= 1
        if (atWork === 0) idle = setTimeout(close, idleMs).unref()
      }
    },
    close,
  }
}

function notJudged(error: ThreadLost, timeoutMs: number): AppError {
  const what =
    error.reason === 'timeout' ? `took longer than ${timeoutMs / 1000} seconds` : 'took more memory than there is'
  return new AppError('unreadable', `Judging these files ${what}. Make them simpler and try again.`, { cause: error })
}
