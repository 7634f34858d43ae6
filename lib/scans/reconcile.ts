import 'server-only'
import {
  findInstalledOrganisations,
  findOrganisationsOfHour,
  findOrganisationsToReconcile,
} from '@/lib/data/reconcilable-organisations'
import { wayIn } from '@/lib/env'
import { log } from '@/lib/log'
import { askToAttributeLeftovers } from './attribute-leftovers'
import { syncInstallations } from './installations'
import { askToSettleAll } from './settle-gap-issues'
import { startOrganisationScan } from './start-scan'

/** Once a day, whatever hours organisations chose. */
const HOUR_OF_ALL = 3

/**
 * Begins a scan of every organisation of which `hour` (UTC, when this was asked for) is the hour of the daily re-check;
 * without one, of all that have such an hour. With an App they are those in which it is installed; without, those that
 * were scanned before, with the sign-in of somebody who still belongs to it. Commits behind changes are looked for there
 * that nobody looked for yet, and once a day issues that are still to be closed are tried again.
 */
export async function reconcileOrganisations(hour: number | null = null): Promise<void> {
  const isDaily = hour === null || hour === HOUR_OF_ALL
  if (isDaily) await askToSettleAll()
  if (!isDaily && (await findOrganisationsOfHour(hour)).length === 0) return
  const found = await findOrganisations()
  // Looked for once more: where the App was installed lately is known only now.
  const due = new Set(await findOrganisationsOfHour(hour))
  const organisations = found.filter(({ organisationId }) => due.has(organisationId))
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
