import 'server-only'
import { createOrganisationScan, createRepositoryScan, type StartedScan } from '@/lib/data/scans'
import { enqueueListing, enqueueRepositories } from '@/lib/jobs/enqueue'

/** Begins a scan of an organisation with this person's sign-in; one under way is answered instead of a second one. */
export async function startOrganisationScan(organisationId: bigint, startedById: bigint): Promise<StartedScan> {
  const scan = await createOrganisationScan(organisationId, startedById)
  if (scan.isNew) await enqueueListing(scan.scanId, organisationId)
  return scan
}

/** Begins a re-check of one repository, which first asks GitHub for its head; one under way is answered instead. */
export async function startRepositoryScan(
  organisationId: bigint,
  repositoryId: bigint,
  startedById: bigint,
): Promise<StartedScan> {
  const scan = await createRepositoryScan(organisationId, repositoryId, startedById)
  if (scan.isNew) await enqueueRepositories([{ scanId: scan.scanId, repositoryId, phase: 'head' }])
  return scan
}
