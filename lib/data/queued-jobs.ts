import 'server-only'
import { db } from './db'

const MOST_COUNTED = 2000

/** How many jobs of a kind are in the queue, at most 2,000. */
export async function countQueuedJobs(task: string): Promise<number> {
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int as count from (
      select from graphile_worker.jobs where task_identifier = ${task} limit ${MOST_COUNTED}) as queued`
  return row.count
}
