import 'server-only'
import { db } from './db'

/**
 * The moment that stands on the job of this name that is done next: who gives it to the first of many jobs, and a
 * millisecond more to each of the others, has them done in turns with what waits. An hour ago when nothing does, which
 * leaves room for all of them before now.
 */
export async function findNextTurn(task: string): Promise<Date> {
  const [row] = await db().$queryRaw<[{ turn: Date }]>`
    select coalesce(min(run_at), now() - interval '1 hour') as turn from graphile_worker.jobs
    where task_identifier = ${task} and run_at <= now() and locked_at is null and attempts < max_attempts`
  return row.turn
}
