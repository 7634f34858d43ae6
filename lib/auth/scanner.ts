import 'server-only'
import { findInstallation } from '@/lib/data/installations'
import { findScanningUser } from '@/lib/data/scanning-user'
import { wayIn } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { APP_KEY, installationKey, type Priority } from '@/lib/github/budget'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { createAppClient, explainRefusal, installationToken } from '@/lib/github/installation-token'
import { spendingOf } from './github-spending'
import { asUser } from './github-token'

/**
 * Works with GitHub on behalf of an organisation: with the App's installation there; without an App, with the sign-in of
 * whoever asked for it, or of somebody who belongs to it, owners first. Throws AppError 'forbidden' when nobody is left.
 */
export async function asScanner<T>(
  organisationId: bigint,
  startedById: bigint | null,
  work: (client: GitHubClient) => Promise<T>,
  priority: Priority = 'scan',
): Promise<T> {
  if (wayIn() === 'app') return asInstallation(organisationId, work, priority)
  const userId = startedById ?? (await findScanningUser(organisationId, wayIn() === 'token'))
  if (userId === null) {
    throw new AppError('forbidden', 'Nobody is left whose sign-in could be used. Sign in and start the scan again.')
  }
  return asUser(userId, work, priority)
}

/** Works with the installation of the App in an organisation; throws AppError 'forbidden' when there is none. */
export async function asInstallation<T>(
  organisationId: bigint,
  work: (client: GitHubClient) => Promise<T>,
  priority: Priority = 'scan',
): Promise<T> {
  const installation = await findInstallation(organisationId)
  if (!installation) {
    throw new AppError('forbidden', 'The GitHub App is not installed in this organisation, or is suspended there.')
  }
  // One token is asked for in an hour, and whatever is urgent may be what waits for it.
  const token = await installationToken(installation.githubId, spendingOf(APP_KEY, 'interactive'))
  return work(createGitHubClient(token, spendingOf(installationKey(installation.githubId), priority)))
}

/** Works as the App itself, which may list its installations and webhook deliveries and reads no code. */
export async function asApp<T>(work: (client: GitHubClient) => Promise<T>, priority: Priority = 'scan'): Promise<T> {
  return work(await createAppClient(spendingOf(APP_KEY, priority))).catch(explainRefusal)
}
