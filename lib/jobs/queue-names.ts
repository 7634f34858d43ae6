/**
 * How many rows the jobs of all repositories stand in, by what they do. The queue locks every row that it knows for each
 * job that it hands out, which with ten thousand of them is most of its work; with these the wait for a stranger's is short.
 */
const ROWS = { repository: 64, 'pull-requests': 32, attribution: 32 } as const

/** The row in which the jobs of a repository are done one after the other; a few other repositories stand in it, too. */
export function repositoryQueue(kind: keyof typeof ROWS, repositoryId: bigint): string {
  return `${kind}:row-${repositoryId % BigInt(ROWS[kind])}`
}
