import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import { asUser } from '@/lib/auth/github-token'
import type { CharacteristicId } from '@/lib/checks/rubric'
import { gapMarker } from '@/lib/data/gap-issue-text'
import {
  claimGapIssue,
  findActiveGapIssue,
  findGapIssue,
  type GapIssueRow,
  type GapToReport,
  noteClosed,
  noteNotOpened,
  noteOpened,
  noteWaiting,
  readGap,
} from '@/lib/data/gap-issues'
import { AppError, hasCode, RateLimited } from '@/lib/errors'
import { createIssue, fetchIssue, findMarkedIssue } from '@/lib/github/issues'
import { giveUpJob } from '@/lib/jobs/current-job'
import { enqueueGapIssues } from '@/lib/jobs/enqueue-issues'
import { log } from '@/lib/log'
import { failureReason, isHopeless } from './failure-reason'
import { presentPlace } from './present-place'
import { WITHOUT_ISSUE } from './without-issue'

/** GitHub asks those who write to wait this long between two writings. */
const BETWEEN_WRITES_MS = 1000
const NO_GAP = 'The latest audit no longer finds this gap.'
const ARCHIVED = 'This repository is archived and takes no issues.'

export interface GapIssueJob {
  readonly gapIssueId: bigint
  readonly isUrgent?: boolean | undefined
}

/**
 * Asks for the issue of one gap to be opened with this person's sign-in. Answers the number of the one that is open
 * already; null when one is about to be. Throws AppError with a sentence that says why there will be none.
 */
export async function askForGapIssue(
  repositoryId: bigint,
  characteristic: CharacteristicId,
  openedById: bigint,
): Promise<number | null> {
  const gap = await readGap(repositoryId, characteristic)
  if (!gap) throw new AppError('conflict', NO_GAP)
  if (gap.isArchived) throw new AppError('conflict', ARCHIVED)
  const open = await findOpenIssue(gap, characteristic, openedById)
  if (open !== null) return open
  await queueGapIssues([repositoryId], characteristic, openedById, { isUrgent: true })
  return null
}

/** Looks on GitHub whether the issue of a gap is still open there; one that somebody closed makes room for another. */
export async function lookAtGapIssue(
  repositoryId: bigint,
  characteristic: CharacteristicId,
  viewerId: bigint,
): Promise<{ readonly isOpen: boolean }> {
  const gap = await readGap(repositoryId, characteristic)
  if (!gap) return { isOpen: false }
  return { isOpen: (await findOpenIssue(gap, characteristic, viewerId)) !== null }
}

/** Claims the issue of a gap in each repository, to be opened in the background one a second; answers how many. */
export async function queueGapIssues(
  repositoryIds: readonly bigint[],
  characteristic: CharacteristicId,
  openedById: bigint,
  urgency: { readonly isUrgent: boolean } = { isUrgent: false },
): Promise<number> {
  const claimed: bigint[] = []
  for (const repositoryId of repositoryIds) {
    const id = await claimGapIssue(repositoryId, characteristic, openedById)
    if (id !== null) claimed.push(id)
  }
  await enqueueGapIssues(openedById, claimed, urgency)
  return claimed.length
}

/** The job of one issue that was asked for. Throws what another try may mend. */
export async function openQueuedIssue({ gapIssueId: id, isUrgent = false }: GapIssueJob, isLastAttempt: boolean) {
  const row = await findGapIssue(id)
  if (row?.state !== 'opening') return
  const { repositoryId, characteristic, openedById } = row
  if (openedById === null) return noteNotOpened(id, 'Whoever asked for it is no longer known here.')
  const gap = await readGap(repositoryId, characteristic)
  if (!gap || gap.isArchived) return noteNotOpened(id, gap ? ARCHIVED : NO_GAP)
  try {
    await open(row, gap, openedById, isUrgent)
  } catch (error) {
    if (error instanceof RateLimited) {
      await noteWaiting(id, error.message)
      return enqueueGapIssues(openedById, [id], { isUrgent }, error.resetAt)
    }
    const isFinal = isLastAttempt || isHopeless(error) || hasCode(error, 'unreadable')
    const reason = failureReason(error, 'to open it')
    log().warn({ gapIssueId: String(id), error, isFinal }, 'an issue could not be opened')
    if (isFinal) {
      await noteNotOpened(id, reason)
      return giveUpJob(error, reason)
    }
    await noteWaiting(id, reason)
    throw error
  }
}

/** An issue that is there counts, whoever opened it: a worker that died after GitHub's answer, or a person by hand. */
async function open(
  { id, characteristic }: GapIssueRow,
  gap: GapToReport,
  openedById: bigint,
  isUrgent: boolean,
): Promise<void> {
  const { isNew, number } = await asUser(
    openedById,
    async (client) => {
      const place = await presentPlace(client, toIds(gap))
      const known = await findMarkedIssue(client, place, gapMarker(characteristic), openedById)
      return known ? { ...known, isNew: false } : { ...(await createIssue(client, place, gap.text)), isNew: true }
    },
    isUrgent ? 'interactive' : 'scan',
  )
  await noteOpened(id, number)
  if (isNew) await pause(BETWEEN_WRITES_MS)
}

/** The number of an issue that is open on GitHub as well as here. */
async function findOpenIssue(
  gap: GapToReport,
  characteristic: CharacteristicId,
  viewerId: bigint,
): Promise<number | null> {
  const active = await findActiveGapIssue(gap.repositoryId, characteristic)
  const number = active?.number ?? null
  if (!active || number === null) return null
  // GitHub says of an issue that is gone that it is; one that it does not show to this person counts for the others.
  const issue = await asUser(viewerId, async (client) =>
    fetchIssue(client, await presentPlace(client, toIds(gap)), number),
  )
  if (typeof issue !== 'string' && issue.isOpen) return number
  await noteClosed(active.id, typeof issue === 'string' ? WITHOUT_ISSUE[issue] : 'Somebody closed it on GitHub.')
  return null
}

function toIds({ repositoryId, organisationId }: GapToReport) {
  return { githubId: repositoryId, organisationId }
}
