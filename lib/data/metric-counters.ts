import 'server-only'
import { type Count, putBack, takeCounts } from '@/lib/metrics/counts'
import { db } from './db'

/** Adds what this process counted since the last time to what all processes counted together. */
export async function storeCounts(): Promise<void> {
  const taken = takeCounts()
  if (taken.length === 0) return
  try {
    // In one order, so that processes that add to the same rows never wait for each other in a circle.
    await db().$executeRaw`
      insert into metric_counters as c (metric, labels, value)
      select * from unnest(${taken.map(({ metric }) => metric)}::text[], ${taken.map(({ labels }) => labels)}::text[],
        ${taken.map(({ value }) => value)}::float8[]) as counted (metric, labels, value)
      order by metric, labels
      on conflict (metric, labels) do update set value = c.value + excluded.value, updated_at = now()`
  } catch (error) {
    putBack(taken)
    throw error
  }
}

const MOST_READ = 20_000

export async function readCounts(): Promise<readonly Count[]> {
  return db().metricCounter.findMany({
    select: { metric: true, labels: true, value: true },
    orderBy: [{ metric: 'asc' }, { labels: 'asc' }],
    take: MOST_READ,
  })
}
