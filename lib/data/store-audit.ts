import 'server-only'
import type { AuditReport } from '@/lib/audit/report'
import type { Verdict } from '@/lib/checks/rubric'
import { verdictScore } from '@/lib/checks/score'
import { type Weights, weighReport } from '@/lib/checks/weights'
import { detailsOf, packDetails, packExcerpts } from './audit-details'
import { db } from './db'
import { Prisma } from './generated/client'
import { recountScores } from './recount-scores'
import { countStoredAudit, type ItemKey } from './scan-items'
import { toStorableJson, toStorableText } from './storable'
import { readOwnWeights } from './stored-weights'
import { dropUnpacked } from './unpacked-details'
import { holdWeights, onceWeightsRest } from './weights-lock'

export interface AuditToStore {
  readonly repositoryId: bigint
  readonly commit: string
  readonly tree: string
  readonly committedAt: Date
  readonly durationMs: number
  readonly report: AuditReport
  /** The item of a scan that counts it, when it is new. */
  readonly countedBy?: ItemKey
}

type Transaction = Prisma.TransactionClient

/**
 * Stores an audit with its results, the day's roll-up and, when the commit is the repository's head, the pointer to it:
 * all or nothing, and the same audit twice is stored once. Its scores are those by the organisation's weights; while these
 * are being changed it waits. Answers whether it is new.
 */
export async function storeAudit(audit: AuditToStore): Promise<{ readonly auditId: bigint; readonly isNew: boolean }> {
  const store = async (tx: Transaction) => {
    const weights = await holdOwnWeights(tx, audit.repositoryId)
    const weighed = weights ? { ...audit, report: weighReport(audit.report, weights) } : audit
    const inserted = await insertAudit(tx, weighed)
    const auditId = inserted ?? (await existingId(tx, audit))
    const isNew = inserted !== null
    if (!isNew) await restoreDetails(tx, auditId, audit.report, weights)
    if (isNew) await rollUpDay(tx, auditId, weighed)
    if (isNew && audit.countedBy) await countStoredAudit(tx, audit.countedBy)
    const isHead = await pointHead(tx, auditId, audit.repositoryId, audit.commit)
    await storeDetails(tx, auditId, audit.report, { isNew, isHead })
    if (isHead) await dropOtherExcerpts(tx, auditId, audit.repositoryId)
    return { auditId, isNew }
  }
  return onceWeightsRest(() => db().$transaction(store, { timeout: 60_000, maxWait: 30_000 }))
}

/**
 * The organisation's own weights, or null, which neither change nor become those of another organisation until the
 * transaction ends. The repository is locked first, as whoever moves it does.
 */
async function holdOwnWeights(tx: Transaction, repositoryId: bigint): Promise<Weights | null> {
  const [repository] = await tx.$queryRaw<{ organisationId: bigint }[]>`
    select organisation_id as "organisationId" from repositories where github_id = ${repositoryId} for no key update`
  if (!repository) return null
  await holdWeights(tx, repository.organisationId)
  return readOwnWeights(repository.organisationId, tx)
}

/** The stored audit of a commit, if there is one with its details; it becomes the latest when the commit is the head. */
export async function reuseAudit(repositoryId: bigint, commit: string, rubricVersion: string): Promise<boolean> {
  // Locked, so that its details are not dropped at the same moment.
  const [row] = await db().$queryRaw<[{ is_known: boolean }]>`
    with known as (
      select id from audits where repository_id = ${repositoryId} and commit = ${commit}
        and rubric_version = ${rubricVersion} and has_details for key share
    ), pointed as (
      update repositories r set latest_audit_id = known.id, unjudged_commit = null, unjudged_by = null from known
      where r.github_id = ${repositoryId} and r.head_commit = ${commit}
    )
    select exists (select from known) as is_known`
  return row.is_known
}

async function insertAudit(tx: Transaction, audit: AuditToStore): Promise<bigint | null> {
  const { repositoryId, commit, tree, committedAt, durationMs, report } = audit
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    insert into audits (repository_id, commit, tree, rubric_version, committed_at, score, coverage, kind, kind_reason,
      override, roles, lines_of_code, duration_ms, categories, verdicts, mean_scores)
    values (${repositoryId}, ${commit}, ${tree}, ${report.rubricVersion}, ${committedAt}, ${report.score},
      ${report.coverage}, ${report.kind}, ${toStorableText(report.kindReason)},
      nullif(${toStorableJson(report.override)}::jsonb, 'null'::jsonb), ${toStorableJson(report.roles)}::jsonb,
      ${report.linesOfCode}, ${Math.round(durationMs)}, ${toStorableJson(report.categories)}::jsonb,
      ${toStorableJson(verdictsOf(report))}::jsonb, ${toStorableJson(meanScoresOf(report))}::jsonb)
    on conflict (repository_id, commit, rubric_version) do nothing
    returning id`
  return rows[0]?.id ?? null
}

function verdictsOf({ results }: AuditReport): Readonly<Record<string, Verdict>> {
  return Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]))
}

/** What a score can't be counted from the verdicts without, once the results are dropped. */
function meanScoresOf({ results }: AuditReport): Readonly<Record<string, number>> {
  return Object.fromEntries(
    results.flatMap(({ id, verdict, score }) =>
      score === null || score === verdictScore(verdict) ? [] : [[id, score]],
    ),
  )
}

async function existingId(tx: Transaction, { repositoryId, commit, report }: AuditToStore): Promise<bigint> {
  const [audit] = await tx.$queryRaw<[{ id: bigint }]>`
    select id from audits where repository_id = ${repositoryId} and commit = ${commit}
      and rubric_version = ${report.rubricVersion} for key share`
  return audit.id
}

/** A commit that is the head once more is shown with everything again. */
async function restoreDetails(
  tx: Transaction,
  auditId: bigint,
  report: AuditReport,
  weights: Weights | null,
): Promise<void> {
  const restored = await tx.$executeRaw`
    update audits set has_details = true, mean_scores = ${toStorableJson(meanScoresOf(report))}::jsonb
    where id = ${auditId} and not has_details`
  // An audit that lost its details before means over projects were kept is counted with them now.
  if (restored === 0 || !weights) return
  await recountScores(tx, Prisma.sql`a.id = ${auditId}`, weights)
  // Other figures of an audit come with other weights or another owner everywhere else, of which triggers tell.
  await tx.$executeRaw`
    select note_state_change(r.organisation_id) from audits a join repositories r on r.github_id = a.repository_id
    where a.id = ${auditId}`
}

/** Where they are not there, or not packed. Code is kept of the head alone. */
async function storeDetails(
  tx: Transaction,
  auditId: bigint,
  report: AuditReport,
  { isNew, isHead }: { readonly isNew: boolean; readonly isHead: boolean },
): Promise<void> {
  const excerpts = isHead ? packExcerpts(report.excerpts) : null
  if (!isNew && (await tx.auditDetails.count({ where: { auditId } })) > 0) {
    if (isHead) await tx.auditDetails.update({ where: { auditId }, data: { excerpts } })
    return
  }
  // `create` would hand all of it back.
  await tx.auditDetails.createMany({ data: { auditId, ...packDetails(detailsOf(report)), excerpts } })
  if (!isNew) await dropUnpacked(tx, [auditId])
}

/** The last audit of a day stands for it; a newer rubric's look at the same code replaces the older one's. */
async function rollUpDay(tx: Transaction, auditId: bigint, audit: AuditToStore): Promise<void> {
  const { repositoryId, committedAt, report } = audit
  // A commit may claim any date; a day that is still to come would hide every later one.
  const day = new Date(Math.min(committedAt.getTime(), Date.now())).toISOString().slice(0, 10)
  await tx.$executeRaw`
    insert into repository_days (repository_id, day, audit_id, rubric_version, score, coverage, categories, verdicts)
    values (${repositoryId}, ${day}::date, ${auditId}, ${report.rubricVersion},
      ${report.score}, ${report.coverage}, ${toStorableJson(report.categories)}::jsonb,
      ${toStorableJson(verdictsOf(report))}::jsonb)
    on conflict (repository_id, day) do update set audit_id = excluded.audit_id,
      rubric_version = excluded.rubric_version, score = excluded.score, coverage = excluded.coverage,
      categories = excluded.categories, verdicts = excluded.verdicts
    where (select committed_at from audits where id = repository_days.audit_id) <= ${committedAt}`
}

/** Answers whether the commit is the head. */
async function pointHead(tx: Transaction, auditId: bigint, repositoryId: bigint, commit: string): Promise<boolean> {
  const { count } = await tx.repository.updateMany({
    where: { githubId: repositoryId, headCommit: commit },
    data: { latestAuditId: auditId, unjudgedCommit: null, unjudgedBy: null },
  })
  return count > 0
}

/** Code is shown of the latest audit alone, so no other keeps any. */
async function dropOtherExcerpts(tx: Transaction, auditId: bigint, repositoryId: bigint): Promise<void> {
  await tx.$executeRaw`
    with others as (
      update audit_details d set excerpts = null from audits a
      where a.id = d.audit_id and a.repository_id = ${repositoryId} and a.id <> ${auditId} and d.excerpts is not null
    )
    update audits set excerpts = '[]' where repository_id = ${repositoryId} and id <> ${auditId} and excerpts <> '[]'`
}
