import 'server-only'
import { requireOperator } from '@/lib/auth/operator'
import { type FailureRow, readFailureGroups } from './job-failures'
import { type Sight, sightOf } from './operator-sight'
import { codeWords, taskWords } from './task-words'

export interface ShownFailure {
  readonly id: string
  /** The queue's number of the job, by which the log knows it. */
  readonly jobId: string | null
  /** ISO timestamp. */
  readonly failedAt: string
  /** Null where GitHub does not show it to this operator. */
  readonly about: {
    readonly organisation: string | null
    readonly repository: string | null
    /** A sentence for a person. */
    readonly message: string
  } | null
}

export interface ShownFailureGroup {
  readonly task: string
  readonly code: string
  /** Both in words. */
  readonly title: string
  readonly reason: string
  /** Null where it can be asked for again. */
  readonly withoutRetry: string | null
  readonly count: number
  /** ISO timestamp. */
  readonly lastAt: string
  readonly examples: readonly ShownFailure[]
}

/** Jobs that were given up in the last seven days, by task and reason, for operators: the most frequent first. */
export async function getFailures(): Promise<readonly ShownFailureGroup[]> {
  await requireOperator()
  const groups = await readFailureGroups()
  const sight = await sightOf(groups.flatMap(({ examples }) => examples))
  return groups.map(({ task, code, count, lastAt, examples }) => ({
    task,
    code,
    ...taskWords(task),
    reason: codeWords(code),
    count,
    lastAt: lastAt.toISOString(),
    examples: examples.map((example) => show(example, sight)),
  }))
}

function show(row: FailureRow, sight: Sight): ShownFailure {
  const { id, jobId, failedAt, organisationId, repositoryId, organisation, repository, message } = row
  const isSeen = organisationId === null || sight.seesAll(organisationId, repositoryId)
  return {
    id: String(id),
    jobId,
    failedAt: failedAt.toISOString(),
    about: isSeen ? { organisation, repository, message } : null,
  }
}
