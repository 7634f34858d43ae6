import 'server-only'
import { asApp } from '@/lib/auth/scanner'
import { forgetInstallation } from '@/lib/data/installations'
import { fetchInstallation } from '@/lib/github/installations'
import { storeInstallationFrom } from '../installations'

/** Where the App stands in an organisation now, whatever a delivery said; needs the App's key. */
export type InstallationNow =
  | { readonly state: 'installed' | 'suspended'; readonly organisationId: bigint }
  | { readonly state: 'gone' | 'of-a-person' }

export async function followInstallation(installationId: bigint): Promise<InstallationNow> {
  const installation = await asApp((client) => fetchInstallation(client, installationId), 'interactive')
  if (!installation) {
    await forgetInstallation(installationId)
    return { state: 'gone' }
  }
  const organisationId = await storeInstallationFrom(installation)
  if (organisationId === null) return { state: 'of-a-person' }
  return { state: installation.suspended_at ? 'suspended' : 'installed', organisationId }
}
