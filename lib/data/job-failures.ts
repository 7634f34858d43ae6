import 'server-only'
import { db } from './db'
import { toStorableJson, toStorableText } from './storable'

export interface JobFailureToStore {
  readonly task: string
  /** Of AppError, or 'unexpected'. */
  readonly code: string
  /** A sentence for a person. */
  readonly message: string
  /** As it stands in the queue. */
  readonly payload: unknown
  readonly jobId: string
}

/** Notes a job that was given up, with the organisation and the repository that it was about where they are still there. */
export async function storeJobFailure({ task, code, message, payload, jobId }: JobFailureToStore): Promise<void> {
  const [repositoryId, organisationId, scanId, gapIssueId] = IDS.map((name) => idIn(payload, name))
  const deliveryId = textIn(payload, 'deliveryId')
  await db().$executeRaw`
    insert into job_failures (task, code, message, payload, job_id, organisation_id, repository_id)
    select ${task}, ${code}, ${toStorableText(message)}, ${toStorableJson(payload)}::jsonb, ${jobId}, coalesce(
        (select organisation_id from repositories where github_id = ${repositoryId}::bigint),
        (select github_id from organisations where github_id = ${organisationId}::bigint),
        (select organisation_id from scans where id = ${scanId}::bigint),
        (select o.github_id from webhook_deliveries d join organisations o on o.github_id = d.organisation_id
          where d.id = ${deliveryId}::text),
        (select r.organisation_id from gap_issues g join repositories r on r.github_id = g.repository_id
          where g.id = ${gapIssueId}::bigint)),
      coalesce(
        (select github_id from repositories where github_id = ${repositoryId}::bigint),
        (select repository_id from gap_issues where id = ${gapIssueId}::bigint))`
}

const IDS = ['repositoryId', 'organisationId', 'scanId', 'gapIssueId'] as const

/** What waits in the queue may be of any version, and of none of ours. */
function idIn(payload: unknown, name: string): bigint | null {
  const text = textIn(payload, name)
  return text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null
}

function textIn(payload: unknown, name: string): string | null {
  const value: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : null
  return typeof value === 'string' ? value : null
}

/** How long operators see failures. */
export const SHOWN_DAYS = 7
const SHOWN_GROUPS = 30
/** Retried at once. */
export const MOST_RETRIED = 200

/** Failures of one task for one reason that nobody asked for again yet. */
export interface FailureGroup {
  readonly task: string
  readonly code: string
  readonly count: number
  readonly lastAt: Date
  /** The last few, the newest first. */
  readonly examples: readonly FailureRow[]
}

export interface FailureRow {
  readonly id: bigint
  readonly message: string
  readonly jobId: string | null
  readonly organisationId: bigint | null
  readonly organisation: string | null
  readonly repositoryId: bigint | null
  readonly repository: string | null
  readonly failedAt: Date
}

const EXAMPLES = 3

/** The failures of the last days, those of the most frequent kind first. For operators: whose they are, is the caller's to hide. */
export async function readFailureGroups(): Promise<readonly FailureGroup[]> {
  const rows = await db().$queryRaw<(FailureRow & Omit<FailureGroup, 'examples'>)[]>`
    select * from (
      select f.id, f.task, f.code, f.message, f.job_id as "jobId", f.organisation_id as "organisationId",
        o.login as organisation, f.repository_id as "repositoryId", r.name as repository, f.failed_at as "failedAt",
        (count(*) over kind)::int as count, max(f.failed_at) over kind as "lastAt",
        row_number() over (partition by f.task, f.code order by f.failed_at desc, f.id desc) as place,
        dense_rank() over (order by f.code, f.task) as group_place
      from job_failures f
      left join organisations o on o.github_id = f.organisation_id
      left join repositories r on r.github_id = f.repository_id
      where f.failed_at > now() - ${SHOWN_DAYS}::int * interval '1 day' and f.retried_at is null
      window kind as (partition by f.task, f.code)
    ) as failure
    where place <= ${EXAMPLES} and group_place <= ${SHOWN_GROUPS}
    order by count desc, code, task, place`
  const groups = new Map<string, FailureGroup & { examples: FailureRow[] }>()
  for (const { task, code, count, lastAt, ...row } of rows) {
    const group = groups.get(`${task} ${code}`) ?? { task, code, count, lastAt, examples: [] }
    group.examples.push(row)
    groups.set(`${task} ${code}`, group)
  }
  return [...groups.values()]
}

/** A failure that an operator asks for again. */
export interface FailureToRetry {
  /** Every time that it failed. */
  readonly ids: readonly bigint[]
  readonly task: string
  readonly payload: unknown
  readonly organisationId: bigint | null
}

export type ChosenFailures = { readonly id: bigint } | { readonly task: string; readonly code: string }

/**
 * Takes failures of these tasks off the list of operators, one by its id or all of a task for a reason, at most 200 of
 * them, and answers each job that failed once, however often it did. Two operators who press at once are not answered the
 * same.
 */
export async function takeFailures(
  which: ChosenFailures,
  tasks: readonly string[],
): Promise<readonly FailureToRetry[]> {
  const [id, task, code] = 'id' in which ? [which.id, null, null] : [null, which.task, which.code]
  return db().$queryRaw<FailureToRetry[]>`
    with chosen as (
      select task, payload from job_failures
      where retried_at is null and failed_at > now() - ${SHOWN_DAYS}::int * interval '1 day'
        and task = any(${tasks}::text[]) and (id = ${id}::bigint or (task = ${task}::text and code = ${code}::text))
      group by task, payload order by max(failed_at) desc limit ${MOST_RETRIED}
    ), taken as (
      update job_failures f set retried_at = now() from chosen c
      where f.retried_at is null and f.task = c.task and f.payload = c.payload
      returning f.id, f.task, f.payload, f.organisation_id
    )
    select task, payload, max(organisation_id) as "organisationId", array_agg(id) as ids from taken group by task, payload`
}

/** Puts back on the list what could not be asked for again. */
export async function returnFailures(ids: readonly bigint[]): Promise<void> {
  await db().jobFailure.updateMany({ where: { id: { in: [...ids] } }, data: { retriedAt: null } })
}
