import 'server-only'
import { asScanner } from '@/lib/auth/scanner'
import { findInstallation } from '@/lib/data/installations'
import { findRepositoryToScan, type RepositoryToScan } from '@/lib/data/scan-items'
import { findReaderOf } from '@/lib/data/scanning-user'
import { storeSignals } from '@/lib/data/store-signals'
import { wayIn } from '@/lib/env'
import { AppError, RateLimited } from '@/lib/errors'
import { readSignals } from '@/lib/github/signals/read'
import { allUnknown, type Signals } from '@/lib/github/signals/signal'
import { giveUpJob } from '@/lib/jobs/current-job'
import { enqueueSignals, type SignalsToRead } from '@/lib/jobs/enqueue-signals'
import { log } from '@/lib/log'
import { failureReason } from './failure-reason'
import { spreadJob } from './spread-after'

/** CI needs about so long to tell of a push. */
const AFTER_PUSH_MS = 10 * 60_000

/** Begins to ask GitHub for somebody who waits; asking twice at once asks once. */
export async function askForSignals(repositoryId: bigint, askedById: bigint): Promise<void> {
  await enqueueSignals({ repositoryId, askedById })
}

/** Asks GitHub once its own CI had time for what was pushed; further pushes until then add nothing. */
export async function askForSignalsAfterPush(repositoryId: bigint): Promise<void> {
  await enqueueSignals({ repositoryId, askedById: null }, new Date(Date.now() + AFTER_PUSH_MS))
}

/** Asks GitHub what it says of one repository and keeps it. Throws what another try may mend. */
export async function refreshSignals(job: SignalsToRead, isLastAttempt: boolean): Promise<void> {
  const { repositoryId, askedById } = job
  const repository = await findRepositoryToScan(repositoryId)
  if (!repository?.defaultBranch) return
  try {
    await storeSignals(repositoryId, await read(repository, repository.defaultBranch, askedById))
  } catch (error) {
    if (error instanceof RateLimited) return putOff(job, error.resetAt)
    const isOutage = !(error instanceof AppError) || error.code === 'github-unavailable'
    if (isOutage && !isLastAttempt) throw error
    log().warn({ repositoryId: String(repositoryId), error }, "GitHub's own signals could not be read")
    const reason = failureReason(error, 'to ask GitHub')
    await storeSignals(repositoryId, allUnknown(reason), { onlyFirst: isOutage })
    if (isOutage) await giveUpJob(error, reason)
  }
}

/** Whoever waits for it is not kept longer than by GitHub. */
async function putOff(job: SignalsToRead, until: Date): Promise<void> {
  await enqueueSignals(job, job.askedById === null ? await spreadJob('read-signals', until) : until)
}

async function read(repository: RepositoryToScan, defaultBranch: string, askedById: bigint | null): Promise<Signals> {
  const { githubId, organisationId, owner, name } = repository
  const way = wayIn()
  const granted = way === 'app' ? ((await findInstallation(organisationId))?.permissions ?? null) : null
  const readerId = way === 'app' ? null : await findReaderOf(githubId, askedById, way === 'token')
  const priority = askedById === null ? 'background' : 'interactive'
  const source = { owner, name, defaultBranch, granted }
  return asScanner(organisationId, readerId, (client) => readSignals(client, source), priority)
}
