import 'server-only'
import type { CharacteristicId, Verdict } from '@/lib/checks/rubric'
import type { RepositoryToScan } from '@/lib/data/scan-items'
import { ARCHIVE_REQUESTS } from '@/lib/github/archive'
import type { GitHubClient } from '@/lib/github/client'
import type { CommitAtDate } from '@/lib/github/commits'
import { countQueries, countTreeQueries, createGitObjects, type GitObjects } from '@/lib/github/objects/git-objects'
import { listFiles } from '@/lib/github/objects/listed-files'
import { snapshotOfCommit, wantedBlobs } from '@/lib/github/objects/snapshot-of-commit'
import { inAuditSpan } from '../audit-span'
import type { AuditTools } from '../audit-tools'
import { nullIfOfContent } from '../failure-reason'
import { learnArchive } from '../learn-archive'

export type Verdicts = ReadonlyMap<CharacteristicId, Verdict>

/** Judges commits between two audits; nothing of it is stored, since these are no points of a trend. */
export interface Prober {
  /** Reads together what several commits need, of which some will be asked for. */
  prepare(commits: readonly CommitAtDate[]): Promise<void>
  /** Null where it can't be told: too large, unreadable. */
  verdictsAt(commit: CommitAtDate): Promise<Verdicts | null>
}

/** Queries for the folders of a first commit; a larger repository is not searched commit by commit. */
const MOST_TREE_QUERIES = 30
const MOST_TEXT = 64 * 1024 * 1024

/** `known` holds the verdicts of trees that were audited; equal trees have equal verdicts, whatever the commit. */
export function createProber(
  tools: AuditTools,
  client: GitHubClient,
  repository: RepositoryToScan,
  known: ReadonlyMap<string, Verdicts>,
): Prober {
  const objects = createGitObjects(client, repository)
  const answers = new Map<string, Verdicts | null>(known)
  let isTooLarge = false

  const prepare = async (commits: readonly CommitAtDate[]): Promise<boolean> => {
    isTooLarge ||= !(await canRead(objects, commits))
    const [first] = commits
    if (isTooLarge || !first) return !isTooLarge
    const missing = commits
      .flatMap(({ tree }) => wantedBlobs(listFiles(objects, tree)))
      .filter(({ oid }) => !objects.isKept(oid))
    if (countQueries(missing) > ARCHIVE_REQUESTS) await learnArchive(client, repository, objects, first)
    await objects.load(missing)
    return true
  }

  const judge = async (commit: CommitAtDate): Promise<Verdicts | null> => {
    if (!(await prepare([commit]))) return null
    const about = { repository: `${repository.owner}/${repository.name}`, ...commit }
    const report = await inAuditSpan(repository.githubId, async () =>
      tools.auditSnapshot(await snapshotOfCommit(client, repository, commit, { objects }), about),
    ).catch(nullIfOfContent)
    return report && new Map(report.results.map(({ id, verdict }) => [id, verdict]))
  }

  return {
    async prepare(commits) {
      const unknown = commits.filter(({ tree }) => !answers.has(tree))
      if (unknown.length > 0) await prepare(unknown)
    },
    async verdictsAt(commit) {
      const answer = answers.get(commit.tree)
      if (answer !== undefined) return answer
      const judged = await judge(commit)
      answers.set(commit.tree, judged)
      return judged
    },
  }
}

/** Whether the commits are small enough to be read one after the other; lists their folders. */
async function canRead(objects: GitObjects, commits: readonly CommitAtDate[]): Promise<boolean> {
  let queries = 0
  await objects.list(
    commits.map(({ tree }) => tree),
    (unlisted) => {
      queries += countTreeQueries(unlisted)
      return queries <= MOST_TREE_QUERIES
    },
  )
  return commits.every(({ tree }) => {
    const { files, unlisted } = listFiles(objects, tree)
    const bytes = wantedBlobs({ files, unlisted }).reduce((sum, { size }) => sum + size, 0)
    return unlisted.length === 0 && bytes <= MOST_TEXT
  })
}
