import 'server-only'
import { db } from './db'

/** Jobs of one task. */
export interface TaskState {
  readonly task: string
  /** Could begin now. */
  readonly waiting: number
  /** Put off, because GitHub made them wait or an attempt failed. */
  readonly later: number
  readonly running: number
  /** Used up their attempts. */
  readonly givenUp: number
  /** How long the oldest of those that wait could have begun. */
  readonly oldestWaitingSeconds: number | null
}

const MOST_TASKS = 100

/** What is in the queue, by task. */
export function readQueue(): Promise<readonly TaskState[]> {
  // Those of a large scan are due an hour before they are added, which puts them in order.
  return db().$queryRaw<TaskState[]>`
    select t.identifier as task,
      count(*) filter (where is_waiting)::int as waiting,
      count(*) filter (where is_open and j.locked_at is null and j.run_at > now())::int as later,
      count(*) filter (where j.locked_at is not null)::int as running,
      count(*) filter (where not is_open)::int as "givenUp",
      extract(epoch from now() - min(greatest(j.created_at, j.run_at)) filter (where is_waiting))::float8 as "oldestWaitingSeconds"
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id,
    lateral (select j.attempts < j.max_attempts or j.locked_at is not null as is_open) as o,
    lateral (select o.is_open and j.locked_at is null and j.run_at <= now() as is_waiting) as w
    group by t.identifier order by t.identifier limit ${MOST_TASKS}`
}

/** A job that is being done, and by which pool of workers. */
export interface RunningJob {
  readonly task: string
  readonly poolId: string
  readonly sinceSeconds: number
}

const MOST_RUNNING = 1000

/** What is being done at this moment, the longest first. */
export function readRunningJobs(): Promise<readonly RunningJob[]> {
  return db().$queryRaw<RunningJob[]>`
    select t.identifier as task, j.locked_by as "poolId",
      greatest(0, extract(epoch from now() - j.locked_at))::float8 as "sinceSeconds"
    from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where j.locked_by is not null order by j.locked_at, j.id limit ${MOST_RUNNING}`
}
