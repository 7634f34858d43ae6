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
  hasFailedBefore,
  noteClosed,
  noteNotOpened,
  noteOpened,
  readGap,
} from '@/lib/data/gap-issues'
import { AppError, hasCode, nullIf, RateLimited } from '@/lib/errors'
import { createIssue, fetchIssue, findMarkedIssue } from '@/lib/github/issues'
import { enqueueGapIssues } from '@/lib/jobs/enqueue-issues'
import { log } from '@/lib/log'
import { failureReason, isHopeless } from './failure-reason'

/** GitHub asks those who write to wait this long between two writings. */
const BETWEEN_WRITES_MS = 1000
const NO_GAP = 'The latest audit no longer finds this gap.'

/**
 * Opens the issue of one gap with this person's sign-in, unless there is one; answers its number. GitHub decides whether
 * they may. Throws AppError with a sentence that says why not.
 */
export async function openGapIssue(
  repositoryId: bigint,
  characteristic: CharacteristicId,
  openedById: bigint,
): Promise<number> {
  const gap = await readGap(repositoryId, characteristic)
  if (!gap) throw new AppError('conflict', NO_GAP)
  const active = await findActiveGapIssue(repositoryId, characteristic)
  const known = active && (await stillOpen(active, gap, openedById))
  if (known) return known
  const id = await claimGapIssue(repositoryId, characteristic, openedById)
  if (id === null) throw new AppError('conflict', 'An issue for this gap is being opened already.')
  const mayBeThere = await hasFailedBefore(repositoryId, characteristic)
  try {
    return await open(id, gap, characteristic, openedById, mayBeThere)
  } catch (error) {
    await noteNotOpened(id, sentenceOf(error))
    throw error
  }
}

/** Claims the issue of a gap in each repository and opens them one after the other in the background; answers how many. */
export async function queueGapIssues(
  repositoryIds: readonly bigint[],
  characteristic: CharacteristicId,
  openedById: bigint,
): Promise<number> {
  const claimed: bigint[] = []
  for (const repositoryId of repositoryIds) {
    if (!(await readGap(repositoryId, characteristic))) continue
    const id = await claimGapIssue(repositoryId, characteristic, openedById)
    if (id !== null) claimed.push(id)
  }
  await enqueueGapIssues(openedById, claimed)
  return claimed.length
}

/** The job of one issue that was asked for. Throws what another try may mend. */
export async function openQueuedIssue(id: bigint, isLastAttempt: boolean): Promise<void> {
  const row = await findGapIssue(id)
  if (row?.state !== 'opening') return
  const { repositoryId, characteristic, openedById } = row
  const gap = await readGap(repositoryId, characteristic)
  if (!gap) return noteNotOpened(id, NO_GAP)
  if (openedById === null) return noteNotOpened(id, 'Whoever asked for it is no longer known here.')
  try {
    // A worker may have died between GitHub's answer and our note.
    await open(id, gap, characteristic, openedById, true)
    await pause(BETWEEN_WRITES_MS)
  } catch (error) {
    if (error instanceof RateLimited) return enqueueGapIssues(openedById, [id], error.resetAt)
    const isFinal = isLastAttempt || isHopeless(error) || hasCode(error, 'unreadable')
    log().warn({ gapIssueId: String(id), error, isFinal }, 'an issue could not be opened')
    if (!isFinal) throw error
    await noteNotOpened(id, sentenceOf(error))
  }
}

async function open(
  id: bigint,
  { owner, name, text }: GapToReport,
  characteristic: CharacteristicId,
  openedById: bigint,
  mayBeThere: boolean,
): Promise<number> {
  const issue = await asUser(openedById, async (client) => {
    const known = mayBeThere ? await findMarkedIssue(client, owner, name, gapMarker(characteristic)) : null
    return known ?? createIssue(client, owner, name, text)
  })
  await noteOpened(id, issue.number)
  return issue.number
}

/** The number of an issue that is open on GitHub too; one that somebody closed there makes room for another. */
async function stillOpen(
  { id, number }: GapIssueRow,
  { owner, name }: GapToReport,
  viewerId: bigint,
): Promise<number | null> {
  if (number === null) throw new AppError('conflict', 'An issue for this gap is being opened already.')
  const issue = await asUser(viewerId, (client) => fetchIssue(client, owner, name, number)).catch(nullIf('not-found'))
  if (issue?.isOpen) return number
  await noteClosed(id, issue ? 'Somebody closed it on GitHub.' : 'GitHub no longer has it.')
  return null
}

function sentenceOf(error: unknown): string {
  if (hasCode(error, 'forbidden')) {
    return 'GitHub refuses: the repository takes no issues from you, or the application lacks the permission to write them.'
  }
  return failureReason(error, 'to open it')
}
