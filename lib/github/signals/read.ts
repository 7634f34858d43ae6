import 'server-only'
import { hasCode } from '@/lib/errors'
import type { GitHubClient } from '../client'
import type { SignalSource } from './ask'
import { readBranch } from './branch'
import { readHead } from './head'
import { readSecurity } from './security'
import { type Signals, unknown } from './signal'

/**
 * Reads what GitHub says of one repository, for one point and four to seven requests. What this token may not read is
 * `unknown`. Throws AppError 'not-found' when GitHub does not show the repository at all, and at limits and outages.
 */
export async function readSignals(client: GitHubClient, source: SignalSource): Promise<Signals> {
  const [branch, head, security] = await Promise.all([
    readBranch(client, source),
    readHead(client, source).catch(refusedHead),
    readSecurity(client, source),
  ])
  return {
    'branch-protection': branch.protection,
    'required-reviews': branch.reviews,
    'last-ci-result': head.ci,
    'code-owners': head.owners,
    dependabot: security.dependabot,
    'code-scanning': security.codeScanning,
    'secret-scanning': security.secretScanning,
  }
}

function refusedHead(error: unknown): Awaited<ReturnType<typeof readHead>> {
  if (!hasCode(error, 'forbidden', 'not-found')) throw error
  return { ci: unknown(error.message), owners: unknown(error.message) }
}
