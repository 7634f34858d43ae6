import 'server-only'
import {
  createOrganisationScan,
  createRepositoryScan,
  type ScanOrigin,
  type ScanPhase,
  type StartedScan,
} from '@/lib/data/scans'
import { enqueueListing, enqueueRepositories } from '@/lib/jobs/enqueue-scans'

/** What a person asks for. */
export function byPerson(startedById: bigint): ScanOrigin {
  return { trigger: 'person', startedById }
}

/** Begins a scan of an organisation; one under way is answered instead of a second one. */
export async function startOrganisationScan(organisationId: bigint, origin: ScanOrigin): Promise<StartedScan> {
  const scan = await createOrganisationScan(organisationId, origin)
  if (scan.isNew) await enqueueListing(scan.scanId, organisationId)
  return scan
}

/** Begins a re-check of one repository, which first asks GitHub for its head, or of its past; one under way is answered instead. */
export async function startRepositoryScan(
  organisationId: bigint,
  repositoryId: bigint,
  origin: ScanOrigin,
  phase: ScanPhase = 'head',
): Promise<StartedScan> {
  const scan = await createRepositoryScan(organisationId, repositoryId, origin, phase)
  const isUrgent = phase === 'head'
  if (scan.isNew) await enqueueRepositories([{ scanId: scan.scanId, repositoryId, phase, isUrgent }])
  return scan
}
