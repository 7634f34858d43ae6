import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { findKnownHead } from '@/lib/data/pushed-head'
import { hasCode } from '@/lib/errors'
import { startRepositoryScan } from '../start-scan'
import { syncRepository } from '../sync-repository'

/**
 * Stores a repository as GitHub shows it now, whatever the delivery said: deliveries may come late and in any order.
 * Answers null, or why GitHub does not show it.
 */
export async function followRepository(organisationId: bigint, repositoryId: bigint): Promise<string | null> {
  try {
    await asScanner(organisationId, null, (client) => syncRepository(client, organisationId, repositoryId))
    return null
  } catch (error) {
    if (hasCode(error, 'not-found')) return error.message
    throw error
  }
}

/** Has a repository audited when it counts and holds anything; costs one question when its code is known already. */
export async function scanIfCounted(organisationId: bigint, repositoryId: bigint): Promise<void> {
  const known = await findKnownHead(repositoryId)
  if (known?.organisationId !== organisationId || !known.isCounted || known.headCommit === null) return
  await startRepositoryScan(organisationId, repositoryId, { trigger: 'webhook', startedById: null })
}
