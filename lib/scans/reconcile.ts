import 'server-only'
import { findInstalledOrganisations, findOrganisationsToReconcile } from '@/lib/data/reconcilable-organisations'
import { wayIn } from '@/lib/env'
import { log } from '@/lib/log'
import { askToAttributeLeftovers } from './attribute-leftovers'
import { syncInstallations } from './installations'
import { askToSettleAll } from './settle-gap-issues'
import { startOrganisationScan } from './start-scan'

/**
 * Begins a scan of every organisation in which the App is installed; without an App, of every one that was scanned
 * before, with the sign-in of somebody who still belongs to it. Issues that are still to be closed are tried again, and
 * commits behind changes are looked for that nobody looked for yet.
 */
export async function reconcileOrganisations(): Promise<void> {
  await askToSettleAll()
  const organisations = await findOrganisations()
  for (const { organisationId, startedById } of organisations) {
    const { scanId, isNew } = await startOrganisationScan(organisationId, { trigger: 'schedule', startedById })
    log().info({ organisationId: String(organisationId), scanId: String(scanId), isNew }, 'began the daily scan')
  }
  await askToAttributeLeftovers(organisations.map(({ organisationId }) => organisationId))
}

async function findOrganisations(): Promise<
  readonly { readonly organisationId: bigint; readonly startedById: bigint | null }[]
> {
  if (wayIn() === 'app') {
    await syncInstallations()
    const ids = await findInstalledOrganisations()
    return ids.map((organisationId) => ({ organisationId, startedById: null }))
  }
  const organisations = await findOrganisationsToReconcile(wayIn() === 'token')
  return organisations.map(({ organisationId, userId }) => ({ organisationId, startedById: userId }))
}
