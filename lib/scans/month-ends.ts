import type { CommitAtDate } from '@/lib/github/commits'

/** The last seconds of the 12 months before this one (UTC), oldest first. */
export function monthEnds(now: Date): Date[] {
  return Array.from(
    { length: 12 },
    (_, index) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 11 + index, 1) - 1000),
  )
}

/**
 * Of the commits at month ends (oldest first), those that show something new: not the head, which is audited anyway, and
 * not a month whose code is that of the month before. Newest first, because that is what a person looks at first.
 */
export function worthAuditing(commits: readonly (CommitAtDate | null)[], headCommit: string | null): CommitAtDate[] {
  const kept: CommitAtDate[] = []
  for (const commit of commits) {
    if (!commit || commit.commit === headCommit || commit.tree === kept.at(-1)?.tree) continue
    kept.push(commit)
  }
  return kept.reverse()
}
