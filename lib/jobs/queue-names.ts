/**
 * Jobs of one name are done one after the other. The queue locks every name that it knows for each job that it hands out,
 * so things of which there are thousands share a few names: the wait for a stranger is short, and ten thousand names would
 * cost half a megabyte of Postgres's log for each job.
 */
const SHARED = { repository: 32, 'pull-requests': 16, attribution: 8, 'gap-issues': 16 } as const

export function sharedQueue(name: keyof typeof SHARED, id: bigint): string {
  return `${name}:${id % BigInt(SHARED[name])}`
}
