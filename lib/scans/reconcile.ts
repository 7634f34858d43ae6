import 'server-only'
import { findOrganisationsToReconcile } from '@/lib/data/reconcilable-organisations'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { startOrganisationScan } from './start-scan'

/** Begins a scan of every organisation that was scanned before, with the sign-in of somebody who still belongs to it. */
export async function reconcileOrganisations(): Promise<void> {
  const organisations = await findOrganisationsToReconcile(env().GITHUB_TOKEN !== undefined)
  for (const { organisationId, userId } of organisations) {
    const { scanId, isNew } = await startOrganisationScan(organisationId, {
      trigger: 'schedule',
      startedById: userId,
    })
    log().info({ organisationId: String(organisationId), scanId: String(scanId), isNew }, 'began the daily scan')
  }
}
