import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { findRepositoryToScan } from '@/lib/data/scan-items'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { addJob } from '@/lib/jobs/queue'
import { log } from '@/lib/log'
import { syncRepository } from './sync-repository'

/** GitHub's word that a repository is public counts for so long while nothing would tell of a change. */
const UNTOLD_MS = 5 * 60_000
/** The same where webhooks do: one may be lost. */
const TOLD_MS = 12 * 3600_000
/** Repositories of which this process remembers that it asked. */
const MOST_REMEMBERED = 10_000

const asked = new Map<bigint, number>()

/**
 * Has GitHub asked whether a repository is still public, when it last said so a while ago (`syncedAt`); at most once in a
 * few minutes. What it answers is stored for whoever asks next.
 */
export async function recheckIfOld(repositoryId: bigint, syncedAt: Date): Promise<void> {
  const now = Date.now()
  if (now - syncedAt.getTime() < (env().GITHUB_WEBHOOK_SECRET ? TOLD_MS : UNTOLD_MS)) return
  if (now - (asked.get(repositoryId) ?? 0) < UNTOLD_MS) return
  if (asked.size >= MOST_REMEMBERED) asked.clear()
  asked.set(repositoryId, now)
  try {
    const payload = { repositoryId: String(repositoryId) }
    await addJob({ name: 'recheck-visibility', payload, key: `visibility:${repositoryId}`, maxAttempts: 1 })
  } catch (error) {
    log().warn({ repositoryId: String(repositoryId), error }, 'a repository could not be looked at again')
  }
}

/** Stores a repository as GitHub shows it now. What GitHub does not answer is asked when its badge is, next time. */
export async function recheckVisibility(repositoryId: bigint): Promise<void> {
  const known = await findRepositoryToScan(repositoryId)
  if (!known) return
  const { organisationId } = known
  try {
    await asScanner(
      organisationId,
      null,
      (client) => syncRepository(client, organisationId, repositoryId),
      'background',
    )
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().info({ repositoryId: String(repositoryId), reason: error.message }, 'GitHub did not say whether it is public')
  }
}
