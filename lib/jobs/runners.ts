import { type ParsedCronItem, type Runner, type RunnerOptions, run, type TaskList } from 'graphile-worker'
import type { JobName } from './names'

/** What takes long and nobody waits for. */
const BACKGROUND: readonly JobName[] = ['audit-history', 'attribute-changes']

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
    })
  const all = await start(taskList, concurrency, cronItems)
  try {
    return [all, await start(Object.fromEntries(foreground), 1, [])]
  } catch (error) {
    await all.stop()
    throw error
  }
}
