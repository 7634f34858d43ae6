import 'server-only'
import { requireCheck } from '@/lib/checks/registry'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { readDetails } from './audit-details'
import { db } from './db'
import { type Gap, writeGapIssue } from './gap-issue-text'
import { evidenceUrl } from './github-links'
import { repositoryUrl } from './github-url'
import { repositoryPageUrl } from './page-url'
import { toStorableText } from './storable'

/** An issue in the making or made; a failed one may be asked for again. */
export type GapIssueState = 'opening' | 'open' | 'closed' | 'failed'

/** What is needed to write the issue of one gap, read when it is written. */
export interface GapToReport {
  readonly repositoryId: bigint
  readonly organisationId: bigint
  readonly owner: string
  readonly name: string
  readonly isPrivate: boolean
  readonly isArchived: boolean
  readonly gap: Gap
  readonly text: { readonly title: string; readonly body: string }
}

/**
 * The gap of a repository's latest audit as an issue; null when the verdict is neither partial nor fail. Of several
 * projects it tells what the repository's verdict rests on; a project that fails in a repository that passes is no gap.
 */
export async function readGap(repositoryId: bigint, id: CharacteristicId): Promise<GapToReport | null> {
  const repository = await db().repository.findUnique({
    where: { githubId: repositoryId },
    select: {
      organisationId: true,
      name: true,
      isPrivate: true,
      isArchived: true,
      organisation: { select: { login: true } },
      latestAudit: { select: { id: true, commit: true } },
    },
  })
  if (!repository?.latestAudit) return null
  const { results } = await readDetails(repository.latestAudit.id)
  const result = results.find((each) => each.id === id)
  if (!result || !isGap(result.verdict)) return null
  const { organisationId, name, isPrivate, isArchived, organisation, latestAudit } = repository
  const { title, why } = requireCheck(id)
  const base = repositoryUrl(organisation.login, name)
  const gap: Gap = {
    ...result,
    title,
    why,
    commit: latestAudit.commit,
    linkTo: (evidence) => evidenceUrl(base, latestAudit.commit, evidence),
    pageUrl: repositoryPageUrl(organisation.login, name, id),
  }
  const owner = organisation.login
  return { repositoryId, organisationId, owner, name, isPrivate, isArchived, gap, text: writeGapIssue(gap) }
}

export function isGap(verdict: string): boolean {
  return verdict === 'fail' || verdict === 'partial'
}

/** Claims the one issue that a gap may have; null when there is one already. */
export async function claimGapIssue(
  repositoryId: bigint,
  characteristic: CharacteristicId,
  openedById: bigint,
): Promise<bigint | null> {
  await releaseLostGapIssues()
  const rows = await db().$queryRaw<{ id: bigint }[]>`
    insert into gap_issues (repository_id, characteristic, state, opened_by_id)
    values (${repositoryId}, ${characteristic}, 'opening', ${openedById})
    on conflict do nothing returning id`
  return rows[0]?.id ?? null
}

const LOST = 'It was interrupted every time it was tried. Try again.'

/** Ends those in the making whose job is gone or has used up its attempts, so that no page waits for ever. */
export async function releaseLostGapIssues(): Promise<void> {
  await db().$executeRaw`
    update gap_issues g set state = 'failed', reason = ${LOST}, closed_at = now()
    where g.state = 'opening' and g.opened_at < now() - interval '30 seconds'
      and not exists (select from graphile_worker.jobs j where j.key = 'gap-issue:' || g.id
        and (j.attempts < j.max_attempts or j.locked_at is not null))`
}

export interface GapIssueRow {
  readonly id: bigint
  readonly repositoryId: bigint
  readonly characteristic: CharacteristicId
  readonly number: number | null
  readonly state: GapIssueState
  readonly openedById: bigint | null
}

export async function findGapIssue(id: bigint): Promise<GapIssueRow | null> {
  const row = await db().gapIssue.findUnique({ where: { id }, select: ROW })
  return row && toRow(row)
}

export async function findActiveGapIssue(
  repositoryId: bigint,
  characteristic: CharacteristicId,
): Promise<GapIssueRow | null> {
  const row = await db().gapIssue.findFirst({
    where: { repositoryId, characteristic, state: { in: ['opening', 'open'] } },
    select: ROW,
  })
  return row && toRow(row)
}

export async function noteOpened(id: bigint, number: number): Promise<void> {
  await db().gapIssue.updateMany({ where: { id, state: 'opening' }, data: { number, state: 'open', reason: null } })
}

/** Says on one that is in the making, or that is open, what it waits for. */
export async function noteWaiting(id: bigint, reason: string): Promise<void> {
  await db().gapIssue.updateMany({
    where: { id, state: { in: ['opening', 'open'] } },
    data: { reason: toStorableText(reason) },
  })
}

/** `reason` is a sentence for a person. */
export async function noteNotOpened(id: bigint, reason: string): Promise<void> {
  await db().gapIssue.updateMany({
    where: { id, state: 'opening' },
    data: { state: 'failed', reason: toStorableText(reason), closedAt: new Date() },
  })
}

export async function noteClosed(id: bigint, reason: string): Promise<void> {
  await db().gapIssue.updateMany({
    where: { id, state: 'open' },
    data: { state: 'closed', reason: toStorableText(reason), closedAt: new Date() },
  })
}

const ROW = {
  id: true,
  repositoryId: true,
  characteristic: true,
  number: true,
  state: true,
  openedById: true,
} as const

function toRow(row: Omit<GapIssueRow, 'characteristic' | 'state'> & { characteristic: string; state: string }) {
  return row as GapIssueRow
}
