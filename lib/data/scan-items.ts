import 'server-only'
import { count } from '@/lib/metrics/counts'
import { db } from './db'
import type { Prisma } from './generated/client'
import { finishScanIfDone, type ScanPhase } from './scans'
import { toStorableText } from './storable'

export interface ItemKey {
  readonly scanId: bigint
  readonly repositoryId: bigint
  readonly phase: ScanPhase
}

export interface RepositoryToScan {
  readonly githubId: bigint
  readonly organisationId: bigint
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string | null
  readonly headCommit: string | null
  readonly headTree: string | null
  readonly pushedAt: Date | null
}

export interface StartedItem {
  readonly repository: RepositoryToScan
  /** By earlier attempts. */
  readonly auditsStored: number
}

/** Marks an item as running; null when there is nothing left to do for it. */
export async function startItem(key: ItemKey): Promise<StartedItem | null> {
  const [item] = await db().scanItem.updateManyAndReturn({
    where: { ...key, status: { in: ['waiting', 'running'] } },
    data: { status: 'running', startedAt: new Date(), attempts: { increment: 1 } },
    select: { auditsStored: true },
  })
  const repository = item && (await findRepositoryToScan(key.repositoryId))
  return repository ? { repository, auditsStored: item.auditsStored } : null
}

export async function findRepositoryToScan(githubId: bigint): Promise<RepositoryToScan | null> {
  const [repository] = await db().$queryRaw<RepositoryToScan[]>`
    select r.github_id as "githubId", r.organisation_id as "organisationId", o.login as owner, r.name,
      r.default_branch as "defaultBranch", r.head_commit as "headCommit", r.head_tree as "headTree", r.pushed_at as "pushedAt"
    from repositories r join organisations o on o.github_id = r.organisation_id where r.github_id = ${githubId}`
  return repository ?? null
}

/** Together with the audit: a worker that dies between the two would leave it uncounted for ever. */
export async function countStoredAudit(
  tx: Prisma.TransactionClient,
  { scanId, repositoryId, phase }: ItemKey,
): Promise<void> {
  await tx.scanItem.updateMany({ where: { scanId, repositoryId, phase }, data: { auditsStored: { increment: 1 } } })
}

export async function finishItem(key: ItemKey): Promise<void> {
  await settleItem(key, 'done', null)
}

/** `reason` is a sentence for a person. */
export async function failItem(key: ItemKey, reason: string): Promise<void> {
  await settleItem(key, 'failed', reason)
}

/** Puts an item back in the row; the reason says what it waits for. */
export async function deferItem(key: ItemKey, reason: string): Promise<void> {
  await db().scanItem.updateMany({
    where: { ...key, status: 'running' },
    data: { status: 'waiting', reason: toStorableText(reason) },
  })
}

const MOST_COUNTED = 2000

/** The same for an item that GitHub's limit stopped, which costs it no attempt. Answers how many of its scan wait. */
export async function postponeItem(key: ItemKey, reason: string): Promise<number> {
  await db().scanItem.updateMany({
    where: { ...key, status: 'running' },
    data: { status: 'waiting', reason: toStorableText(reason), attempts: { decrement: 1 } },
  })
  const [row] = await db().$queryRaw<[{ count: number }]>`
    select count(*)::int as count from (
      select from scan_items where scan_id = ${key.scanId} and status <> 'done' and status = 'waiting' limit ${MOST_COUNTED}) as waiting`
  return row.count
}

export async function markBackfilled(githubId: bigint): Promise<void> {
  await db().repository.update({ where: { githubId }, data: { backfilledAt: new Date() } })
}

async function settleItem(key: ItemKey, status: 'done' | 'failed', reason: string | null): Promise<void> {
  await db().scanItem.updateMany({
    where: { ...key },
    data: { status, reason: reason && toStorableText(reason), finishedAt: new Date() },
  })
  count('airworthy_scan_items_finished_total', { phase: key.phase, outcome: status })
  await finishScanIfDone(key.scanId)
}
