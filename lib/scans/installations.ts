import 'server-only'
import type { z } from 'zod'
import { asApp } from '@/lib/auth/scanner'
import { forgetInstallationsExcept, storeInstallation } from '@/lib/data/installations'
import { type Installation, listInstallationsOfApp, toListedInstallation } from '@/lib/github/installations'

/** Brings what is known of the App's installations up to date with GitHub; needs the App's key. */
export async function syncInstallations(): Promise<void> {
  const { items, isComplete } = await asApp(listInstallationsOfApp)
  for (const installation of items) await storeInstallation(installation)
  if (isComplete) await forgetInstallationsExcept(items.map(({ githubId }) => githubId))
}

/**
 * Stores the installation of a webhook or a REST answer; answers the id of its organisation, or null for the account of
 * a person, of which nothing is stored.
 */
export async function storeInstallationFrom(installation: z.infer<typeof Installation>): Promise<bigint | null> {
  const listed = toListedInstallation(installation)
  if (!listed) return null
  await storeInstallation(listed)
  return listed.organisation.githubId
}
