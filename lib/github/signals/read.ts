import 'server-only'
import type { GitHubClient } from '../client'
import type { SignalSource } from './ask'
import { readBranch } from './branch'
import { readHead } from './head'
import { readSecurity } from './security'
import type { Signals } from './signal'

/** Reads what GitHub says of one repository, for about seven requests. What this token may not read is `unknown`. */
export async function readSignals(client: GitHubClient, source: SignalSource): Promise<Signals> {
  const [branch, head, security] = await Promise.all([
    readBranch(client, source),
    readHead(client, source),
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
