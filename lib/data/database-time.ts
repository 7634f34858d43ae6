import 'server-only'
import { db } from './db'

/**
 * The clock by which answers of GitHub are dated: one for all processes, so that "asked before" means the same to each.
 * Rounded up to the millisecond, as what it is compared with is rounded down.
 */
export async function readDatabaseTime(): Promise<Date> {
  const [row] = await db().$queryRaw<[{ now: Date }]>`select clock_timestamp() + interval '1 millisecond' as now`
  return row.now
}
