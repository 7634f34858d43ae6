import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { findRepositoryToScan } from '@/lib/data/scan-items'
import { storeSignals } from '@/lib/data/store-signals'
import { AppError, RateLimited } from '@/lib/errors'
import { readSignals } from '@/lib/github/signals/read'
import { enqueueSignals } from '@/lib/jobs/enqueue-signals'
import { log } from '@/lib/log'

/** Begins to ask GitHub in the background; asking twice at once asks once. */
export async function askForSignals(repositoryId: bigint): Promise<void> {
  await enqueueSignals(repositoryId)
}

/** Asks GitHub what it says of one repository and keeps it. A repository that went away is left alone. */
export async function refreshSignals(repositoryId: bigint): Promise<void> {
  const repository = await findRepositoryToScan(repositoryId)
  if (!repository?.defaultBranch) return
  const { owner, name, defaultBranch, organisationId } = repository
  try {
    const signals = await asScanner(organisationId, null, (client) =>
      readSignals(client, { owner, name, defaultBranch }),
    )
    await storeSignals(repositoryId, signals)
  } catch (error) {
    if (error instanceof RateLimited) return enqueueSignals(repositoryId, error.resetAt)
    if (!(error instanceof AppError) || error.code === 'github-unavailable') throw error
    log().info({ repositoryId: String(repositoryId), error }, "GitHub's own signals could not be read")
  }
}
