import 'server-only'
import { addUsage } from '@/lib/data/scans'
import type { GitHubClient } from '@/lib/github/client'

/** Writes what a client has spent on a scan since the last call onto the scan. */
export function meter(scanId: bigint, { usage }: GitHubClient): () => Promise<void> {
  const written = { requests: 0, points: 0 }
  return async () => {
    const spent = { requests: usage.requests - written.requests, points: usage.points - written.points }
    written.requests += spent.requests
    written.points += spent.points
    await addUsage(scanId, spent)
  }
}
