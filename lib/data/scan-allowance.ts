import 'server-only'
import { wayIn } from '@/lib/env'
import { installationKey, TOKEN_KEY, userKey } from '@/lib/github/budget'
import { findInstallation } from './installations'
import { readAllowance } from './rate-budgets'
import type { ScanProgress } from './scan-progress-schema'
import { findScanningUser } from './scanning-user'

/** What is left of GitHub's limit for the token with which an organisation is scanned; null while that is not known. */
export async function readScanAllowance(
  organisationId: bigint,
  startedById: bigint | null,
): Promise<ScanProgress['left']> {
  const key = await keyOf(organisationId, startedById)
  const allowance = key && (await readAllowance(key, 'core'))
  if (!allowance) return null
  const { limit, remaining, resetAt } = allowance
  return { limit, remaining, resetAt: resetAt?.toISOString() ?? null }
}

async function keyOf(organisationId: bigint, startedById: bigint | null): Promise<string | null> {
  const way = wayIn()
  if (way === 'token') return TOKEN_KEY
  if (way === 'app') {
    const installation = await findInstallation(organisationId)
    return installation && installationKey(installation.githubId)
  }
  const userId = startedById ?? (await findScanningUser(organisationId, false))
  return userId === null ? null : userKey(userId)
}
