import 'server-only'
import { z } from 'zod'
import { type RepositoryAccess, requireRepositoryAccess } from '@/lib/auth/access'
import { CATEGORIES, CHARACTERISTICS, type CharacteristicId, VERDICTS, type Verdict } from '@/lib/checks/rubric'
import { type SummaryRow, summaryColumns, toSummaries } from './audit-summaries'
import { type ChangeCause, toCause } from './change-cause'
import { db } from './db'
import { Prisma } from './generated/client'
import { repositoryUrl } from './github-url'
import { StoredKind } from './stored-report'

/** Audited commits to choose from, the newest first. */
const MOST_CHOICES = 200
const MOST_CAUSES = 400
const COMMIT = /^[0-9a-f]{7,40}$/

/** An audited commit. Score is 0 to 100; the time an ISO timestamp. */
export interface AuditedCommit {
  readonly commit: string
  readonly committedAt: string
  readonly score: number | null
}

export interface ComparedAudit extends AuditedCommit {
  /** 0 to 1. */
  readonly coverage: number
  readonly kind: z.output<typeof StoredKind>
  /** Category id to 0 to 100. */
  readonly categories: z.output<typeof Categories>
}

/** A verdict that differs between the two. */
export interface ComparedVerdict {
  readonly characteristic: CharacteristicId
  /** Null where one of them was not judged on it. */
  readonly from: Verdict | null
  readonly to: Verdict | null
  /** Null where the audit is old, of which the verdict alone is kept. */
  readonly messageBefore: string | null
  readonly messageAfter: string | null
  /** Changes on the way whose commit is known, the oldest first. */
  readonly steps: readonly { readonly from: Verdict; readonly to: Verdict; readonly cause: ChangeCause }[]
}

export interface AuditComparison {
  readonly org: string
  readonly name: string
  readonly githubUrl: string
  readonly choices: readonly AuditedCommit[]
  /** Commits as they were asked for of which no audit is stored. */
  readonly missing: readonly string[]
  /** Null when there is nothing to compare. */
  readonly compared: {
    readonly from: ComparedAudit
    readonly to: ComparedAudit
    /** By other rules, so a verdict may differ without a change of code. */
    readonly rulesChanged: boolean
    readonly changes: readonly ComparedVerdict[]
    /** Verdicts that are the same in both. */
    readonly same: number
  } | null
}

/**
 * Two audited commits of a repository side by side; commits by their ids or beginnings of seven characters. What is not
 * asked for is the latest audit, and the one before the other.
 */
export async function getAuditComparison(
  login: string,
  name: string,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<AuditComparison> {
  return readAuditComparison(await requireRepositoryAccess(login, name), asked)
}

/** The same for a viewer who was authorised already. */
export async function readAuditComparison(
  { repositoryId, login: org, repositoryName }: RepositoryAccess,
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<AuditComparison> {
  const choices = await listAudits(repositoryId, Prisma.sql`true`)
  const to = asked.to === undefined ? choices[0] : await findAudit(repositoryId, choices, asked.to)
  const from =
    asked.from === undefined
      ? choices.find(({ committedAt, commit }) => to && commit !== to.commit && committedAt <= to.committedAt)
      : await findAudit(repositoryId, choices, asked.from)
  const missing = [!from && asked.from, !to && asked.to].filter((each) => typeof each === 'string')
  return {
    org,
    name: repositoryName,
    githubUrl: repositoryUrl(org, repositoryName),
    choices: choices.map(({ commit, committedAt, score }) => ({
      commit,
      committedAt: committedAt.toISOString(),
      score,
    })),
    missing,
    compared: from && to ? await compare(repositoryId, from, to) : null,
  }
}

interface AuditRow {
  readonly id: bigint
  readonly commit: string
  readonly committedAt: Date
  readonly score: number | null
  readonly coverage: number
  readonly kind: string
  readonly categories: unknown
  readonly verdicts: unknown
  readonly rubricVersion: string
}

/** One audit for each commit: the last one, by the rules of which it is known today. */
function listAudits(repositoryId: bigint, condition: Prisma.Sql): Promise<AuditRow[]> {
  return db().$queryRaw<AuditRow[]>`
    select * from (
      select distinct on (a.commit) a.id, a.commit, a.committed_at as "committedAt", a.score, a.coverage, a.kind,
        a.categories, a.verdicts, a.rubric_version as "rubricVersion"
      from audits a where a.repository_id = ${repositoryId} and ${condition} order by a.commit, a.id desc
    ) audited order by "committedAt" desc, id desc limit ${MOST_CHOICES}`
}

async function findAudit(
  repositoryId: bigint,
  choices: readonly AuditRow[],
  asked: string,
): Promise<AuditRow | undefined> {
  const commit = asked.toLowerCase()
  if (!COMMIT.test(commit)) return undefined
  const listed = choices.filter((each) => each.commit.startsWith(commit))
  // A beginning that several commits share names none of them.
  if (listed.length > 0) return listed.length === 1 ? listed[0] : undefined
  const found = await listAudits(repositoryId, Prisma.sql`starts_with(a.commit, ${commit})`)
  return found.length === 1 ? found[0] : undefined
}

async function compare(
  repositoryId: bigint,
  from: AuditRow,
  to: AuditRow,
): Promise<NonNullable<AuditComparison['compared']>> {
  const differing = CHARACTERISTICS.flatMap(({ id }) => {
    const [before, after] = [verdictOf(from, id), verdictOf(to, id)]
    return before === after ? [] : [{ characteristic: id, from: before, to: after }]
  })
  const ids = differing.map(({ characteristic }) => characteristic)
  const [said, steps] = await Promise.all([readSummaries([from, to]), readSteps(repositoryId, from, to, ids)])
  const summaries = new Map(said.map((row) => [row.id, toSummaries(row)]))
  const messageOf = ({ id }: AuditRow, characteristic: CharacteristicId) =>
    summaries.get(id)?.(characteristic)?.message ?? null
  return {
    from: toCompared(from),
    to: toCompared(to),
    rulesChanged: from.rubricVersion !== to.rubricVersion,
    changes: differing.map((change) => ({
      ...change,
      messageBefore: messageOf(from, change.characteristic),
      messageAfter: messageOf(to, change.characteristic),
      steps: steps.filter(({ characteristic }) => characteristic === change.characteristic).map(({ step }) => step),
    })),
    same: CHARACTERISTICS.filter(({ id }) => verdictOf(from, id) !== null && !ids.includes(id)).length,
  }
}

function readSummaries(audits: readonly AuditRow[]) {
  return db().$queryRaw<(SummaryRow & { readonly id: bigint })[]>`
    select a.id, ${summaryColumns(Prisma.sql`a.id`)} from audits a
    where a.id = any(${audits.map(({ id }) => id)}::bigint[])`
}

/** Attributed changes between two audits that both lie in the time from the one to the other. */
async function readSteps(repositoryId: bigint, from: AuditRow, to: AuditRow, ids: readonly CharacteristicId[]) {
  const [first, last] = from.committedAt <= to.committedAt ? [from, to] : [to, from]
  const within = Prisma.sql`a.repository_id = t.repository_id
    and a.committed_at between ${first.committedAt} and ${last.committedAt}`
  const rows = await db().$queryRaw<StepRow[]>`
    select t.characteristic, t.from_verdict as "fromVerdict", t.to_verdict as "toVerdict", t.precision, t.commit,
      t.last_commit as "lastCommit", t.headline, t.author_login as "authorLogin", t.author_name as "authorName",
      t.pull_number as "pullNumber", t.pull_title as "pullTitle", t.merged_by_login as "mergedByLogin"
    from attributions t
    where t.repository_id = ${repositoryId} and t.characteristic = any(${[...ids]}::text[])
      and exists (select from audits a where ${within} and a.commit = t.commit_before)
      and exists (select from audits a where ${within} and a.commit = t.commit_after)
    order by t.committed_at, t.id limit ${MOST_CAUSES}`
  return rows.flatMap(({ characteristic, fromVerdict, toVerdict, ...cause }) => {
    const before = VERDICTS.find((verdict) => verdict === fromVerdict)
    const after = VERDICTS.find((verdict) => verdict === toVerdict)
    return before && after ? [{ characteristic, step: { from: before, to: after, cause: toCause(cause) } }] : []
  })
}

type StepRow = Parameters<typeof toCause>[0] & {
  readonly characteristic: string
  readonly fromVerdict: string
  readonly toVerdict: string
}

const Categories = z.record(z.enum(CATEGORIES.map(({ id }) => id)), z.number().nullable().catch(null).default(null))

function toCompared({ commit, committedAt, score, coverage, kind, categories }: AuditRow): ComparedAudit {
  const known = typeof categories === 'object' && categories !== null ? categories : {}
  return {
    commit,
    committedAt: committedAt.toISOString(),
    score,
    coverage,
    kind: StoredKind.parse(kind),
    categories: Categories.parse(Object.fromEntries(CATEGORIES.map(({ id }) => [id, Reflect.get(known, id) ?? null]))),
  }
}

function verdictOf({ verdicts }: AuditRow, id: CharacteristicId): Verdict | null {
  if (typeof verdicts !== 'object' || verdicts === null) return null
  const stored: unknown = Reflect.get(verdicts, id)
  return VERDICTS.find((verdict) => verdict === stored) ?? null
}
