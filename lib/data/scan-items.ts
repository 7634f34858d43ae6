import 'server-only'
import { db } from './db'
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

/** Marks an item as running; null when there is nothing left to do for it. */
export async function startItem(key: ItemKey): Promise<RepositoryToScan | null> {
  const { count } = await db().scanItem.updateMany({
    where: { ...key, status: { in: ['waiting', 'running'] } },
    data: { status: 'running', startedAt: new Date(), attempts: { increment: 1 } },
  })
  return count === 0 ? null : findRepositoryToScan(key.repositoryId)
}

export async function findRepositoryToScan(githubId: bigint): Promise<RepositoryToScan | null> {
  const repository = await db().repository.findUnique({
    where: { githubId },
    select: {
      githubId: true,
      organisationId: true,
      name: true,
      defaultBranch: true,
      headCommit: true,
      headTree: true,
      pushedAt: true,
      organisation: { select: { login: true } },
    },
  })
  if (!repository) return null
  const { organisation, ...rest } = repository
  return { ...rest, owner: organisation.login }
}

export async function countStoredAudit({ scanId, repositoryId, phase }: ItemKey): Promise<void> {
  await db().scanItem.update({
    where: { scanId_repositoryId_phase: { scanId, repositoryId, phase } },
    data: { auditsStored: { increment: 1 } },
  })
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

export async function markBackfilled(githubId: bigint): Promise<void> {
  await db().repository.update({ where: { githubId }, data: { backfilledAt: new Date() } })
}

async function settleItem(key: ItemKey, status: 'done' | 'failed', reason: string | null): Promise<void> {
  await db().scanItem.updateMany({
    where: { ...key },
    data: { status, reason: reason && toStorableText(reason), finishedAt: new Date() },
  })
  await finishScanIfDone(key.scanId)
}
