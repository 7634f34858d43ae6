import { countQueuedJobs } from '@/lib/data/queued-jobs'
import type { JobName } from '@/lib/jobs/names'

/** About as long as GitHub's limit of a minute gives to one repository. */
const MS_EACH = 150

/**
 * When to go on with one of `waiting` pieces of work that all stopped at the same limit: not all in the moment in which
 * it ends. `chance` is from 0 to 1.
 */
export function spreadAfter(until: Date, waiting: number, chance = Math.random()): Date {
  return new Date(until.getTime() + Math.round(chance * waiting * MS_EACH))
}

/**
 * The same for a job of which all in the queue may wait for that limit. Jobs that their queue does one after the other,
 * in order, need none of it.
 */
export async function spreadJob(name: JobName, until: Date, chance?: number): Promise<Date> {
  return spreadAfter(until, await countQueuedJobs(name), chance)
}
