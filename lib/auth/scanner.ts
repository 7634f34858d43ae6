import 'server-only'
import { findInstallation } from '@/lib/data/installations'
import { findScanningUser } from '@/lib/data/scanning-user'
import { wayIn } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { createGitHubClient, type GitHubClient } from '@/lib/github/client'
import { installationToken } from '@/lib/github/installation-token'
import { asUser } from './github-token'

/**
 * Works with GitHub on behalf of an organisation: with the App's installation there; without an App, with the sign-in of
 * whoever asked for it, or of somebody who belongs to it, owners first. Throws AppError 'forbidden' when nobody is left.
 */
export async function asScanner<T>(
  organisationId: bigint,
  startedById: bigint | null,
  work: (client: GitHubClient) => Promise<T>,
): Promise<T> {
  if (wayIn() === 'app') return asInstallation(organisationId, work)
  const userId = startedById ?? (await findScanningUser(organisationId, wayIn() === 'token'))
  if (userId === null) {
    throw new AppError('forbidden', 'Nobody is left whose sign-in could be used. Sign in and start the scan again.')
  }
  return asUser(userId, work)
}

/** Works with the installation of the App in an organisation; throws AppError 'forbidden' when there is none. */
export async function asInstallation<T>(
  organisationId: bigint,
  work: (client: GitHubClient) => Promise<T>,
): Promise<T> {
  const installation = await findInstallation(organisationId)
  if (!installation) {
    throw new AppError('forbidden', 'The GitHub App is not installed in this organisation, or is suspended there.')
  }
  return work(createGitHubClient(await installationToken(installation.githubId)))
}
