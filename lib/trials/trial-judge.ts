import type { AuditReport } from '@/lib/audit/report'
import type { CheckFailure, ThreadAnswer } from '@/lib/audit/thread-messages'
import { createThreadPool, ThreadLost, type ThreadPool } from '@/lib/audit/thread-pool'
import { AppError, type AppErrorCode } from '@/lib/errors'
import { virtualSnapshot } from '@/lib/snapshot/virtual'

export interface TrialJudge {
  judge(files: Readonly<Record<string, string>>): Promise<JudgedTrial>
  close(): Promise<void>
}

/**
 * Plain data, because whoever asks may be bundled apart and know another class AppError. Refused: 'rate-limited' when too
 * many wait, 'unreadable' when judging takes too long or too much memory.
 */
export type JudgedTrial =
  | { readonly report: AuditReport }
  | { readonly refused: { readonly code: AppErrorCode; readonly message: string } }

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
/** The first that a new thread judges takes long whatever it is. */
const WARM_UP = { 'warm-up.py': 'import os\n' }
const HEAP_MB = 256
const RECYCLE_BYTES = 384 * 1024 * 1024

/** One thread for all visitors, started when there is something to judge: what they wait for costs one core at most. */
export function createTrialJudge(options: TrialJudgeOptions): TrialJudge {
  const { findThread, onFailure, mostWaiting = 8, timeoutMs = 10_000, idleMs = 60_000 } = options
  let pool: ThreadPool | null = null
  let idle: NodeJS.Timeout | undefined
  let atWork = 0
  let isWarm = false

  const close = async (): Promise<void> => {
    clearTimeout(idle)
    const ending = pool
    pool = null
    isWarm = false
    await ending?.close()
  }

  const run = async (files: Readonly<Record<string, string>>): Promise<ThreadAnswer> => {
    pool ??= createThreadPool({ file: findThread(), threads: 1, heapMb: HEAP_MB, recycleBytes: RECYCLE_BYTES })
    const threads = pool
    if (!isWarm) await threads.run({ kind: 'audit', snapshot: virtualSnapshot(WARM_UP) }, START_MS)
    isWarm = true
    return threads.run({ kind: 'audit', snapshot: virtualSnapshot(files) }, timeoutMs)
  }

  const judged = async (files: Readonly<Record<string, string>>): Promise<AuditReport> => {
    try {
      const answer = await run(files)
      if (answer.kind !== 'judge') throw new Error('The thread answered something else')
      for (const failure of answer.failures) onFailure?.(failure)
      return answer.report
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error
      isWarm = false
      throw notJudged(error, timeoutMs)
    }
  }

  return {
    async judge(files) {
      if (atWork > mostWaiting) return { refused: BUSY }
      atWork += 1
      clearTimeout(idle)
      try {
        return { report: await judged(files) }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return { refused: { code: error.code, message: error.message } }
      } finally {
        atWork -= 1
        if (atWork === 0) idle = setTimeout(close, idleMs).unref()
      }
    },
    close,
  }
}

const BUSY = {
  code: 'rate-limited',
  message: 'Others are having files judged right now. Try again in a few seconds.',
} as const

function notJudged(error: ThreadLost, timeoutMs: number): AppError {
  const what =
    error.reason === 'timeout' ? `took longer than ${timeoutMs / 1000} seconds` : 'took more memory than there is'
  return new AppError('unreadable', `Judging these files ${what}. Make them simpler and try again.`, { cause: error })
}
