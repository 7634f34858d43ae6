import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { findKnownHead } from '@/lib/data/pushed-head'
import { spendRecheck } from '@/lib/data/visibility-rechecks'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { addJob } from '@/lib/jobs/queue'
import { log } from '@/lib/log'
import { syncRepository } from './sync-repository'
import { scanIfCounted } from './webhooks/follow-repository'

/** GitHub's word that a repository is public counts for so long while nothing would tell of a change. */
const UNTOLD_MS = 5 * 60_000
/** The same where webhooks do: one may be lost. */
const TOLD_MS = 12 * 3600_000
/** Repositories of which this process remembers that it asked. */
const MOST_REMEMBERED = 10_000

const asked = new Map<bigint, number>()

/**
 * Has GitHub asked whether a repository is still public, when it last said so a while ago (`syncedAt`); at most once in a
 * few minutes, and so many times an hour for an organisation: whoever looks need not sign in. What it answers is stored for whoever asks next.
 */
export async function recheckIfOld(repositoryId: bigint, syncedAt: Date): Promise<void> {
  const now = Date.now()
  if (now - syncedAt.getTime() < (env().GITHUB_WEBHOOK_SECRET ? TOLD_MS : UNTOLD_MS)) return
  if (now - (asked.get(repositoryId) ?? 0) < UNTOLD_MS) return
  if (asked.size >= MOST_REMEMBERED) asked.clear()
  asked.set(repositoryId, now)
  try {
    if (!(await spendRecheck(repositoryId))) return
    const payload = { repositoryId: String(repositoryId) }
    await addJob({ name: 'recheck-visibility', payload, key: `visibility:${repositoryId}`, maxAttempts: 1 })
  } catch (error) {
    log().warn({ repositoryId: String(repositoryId), error }, 'a repository could not be looked at again')
  }
}

/** Stores a repository as GitHub shows it now, and has it audited where a push was missed. What GitHub does not answer is asked when its badge is, next time. */
export async function recheckVisibility(repositoryId: bigint): Promise<void> {
  const known = await findKnownHead(repositoryId)
  if (!known) return
  const { organisationId } = known
  try {
    await asScanner(
      organisationId,
      null,
      (client) => syncRepository(client, organisationId, repositoryId),
      'background',
    )
    const now = await findKnownHead(repositoryId)
    if (now?.headCommit !== known.headCommit) await scanIfCounted(organisationId, repositoryId)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log().info({ repositoryId: String(repositoryId), reason: error.message }, 'GitHub did not say whether it is public')
  }
}
