import { type ParsedCronItem, type Runner, type RunnerOptions, run, type TaskList } from 'graphile-worker'
import type { JobName } from './names'

/** What takes long and nobody waits for. */
const BACKGROUND: readonly JobName[] = ['audit-history', 'attribute-changes']

/**
 * How jobs are noted as done or failed: without a wait, but by the queue's way for many, which ends the runner where the
 * database can't be reached. The way for one leaves a rejected promise behind, which ends the process.
 */
const NOTED_TOGETHER = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }

export interface RunnersOptions extends Pick<RunnerOptions, 'connectionString' | 'events' | 'logger'> {
  readonly taskList: TaskList
  readonly concurrency: number
  readonly cronItems?: ParsedCronItem[]
}

/**
 * Does the jobs of the queue, `concurrency` at a time, and one more that is never of the background: a push does not wait
 * until the past of a repository was audited. The process keeps its signals.
 */
export async function startRunners(options: RunnersOptions): Promise<readonly Runner[]> {
  const { taskList, concurrency, cronItems = [], ...shared } = options
  const foreground = Object.entries(taskList).filter(([name]) => !BACKGROUND.some((job) => job === name))
  const start = (tasks: TaskList, places: number, parsedCronItems: ParsedCronItem[]) =>
    run({
      ...shared,
      taskList: tasks,
      concurrency: places,
      maxPoolSize: places + 2,
      noHandleSignals: true,
      parsedCronItems,
      preset: NOTED_TOGETHER,
    })
  const all = await start(taskList, concurrency, cronItems)
  try {
    return [all, await start(Object.fromEntries(foreground), 1, [])]
  } catch (error) {
    await all.stop()
    throw error
  }
}
