import 'server-only'
import { z } from 'zod'
import type { GitHubClient } from '../client'
import { askRepository, type SignalSource } from './ask'
import { off, on, type Signal, unknown } from './signal'

const Status = z.object({ status: z.string() }).optional()
const Repository = z.object({
  permissions: z.object({ admin: z.boolean() }).optional(),
  security_and_analysis: z
    .object({
      dependabot_security_updates: Status,
      secret_scanning: Status,
      secret_scanning_push_protection: Status,
    })
    .nullish(),
})
const Setup = z.object({ state: z.string() })

const ADMINISTRATION = 'GitHub shows it only with the permission “Administration: read”.'

/** Which of GitHub's own scanners are switched on. Their switches are for administration; code scanning also tells by its results. */
export async function readSecurity(
  client: GitHubClient,
  source: SignalSource,
): Promise<{ readonly dependabot: Signal; readonly codeScanning: Signal; readonly secretScanning: Signal }> {
  const asked = await askRepository(client, source, '')
  const repository = asked.status === 'answered' ? Repository.parse(asked.data) : {}
  const switches = repository.security_and_analysis
  const [dependabot, codeScanning] = await Promise.all([
    readDependabot(client, source, switches !== null && switches !== undefined),
    readCodeScanning(client, source),
  ])
  return { dependabot, codeScanning, secretScanning: secretScanningOf(switches) }
}

function secretScanningOf(switches: z.infer<typeof Repository>['security_and_analysis']): Signal {
  const status = switches?.secret_scanning?.status
  if (!status) return unknown(ADMINISTRATION)
  if (status !== 'enabled') return off('Secret scanning is switched off.')
  const stopsPushes = switches?.secret_scanning_push_protection?.status === 'enabled'
  return on(`Secret scanning is switched on${stopsPushes ? ' and stops pushes' : ''}.`)
}

/** 404 means "switched off" to whoever may know, and "you may not know" to everybody else. */
async function readDependabot(client: GitHubClient, source: SignalSource, mayKnow: boolean): Promise<Signal> {
  if (!mayKnow) return unknown(ADMINISTRATION)
  const asked = await askRepository(client, source, '/vulnerability-alerts')
  if (asked.status === 'answered') return on('Dependabot alerts are switched on.')
  return asked.status === 'absent' ? off('Dependabot alerts are switched off.') : unknown(ADMINISTRATION)
}

async function readCodeScanning(client: GitHubClient, source: SignalSource): Promise<Signal> {
  const setup = await askRepository(client, source, '/code-scanning/default-setup')
  if (setup.status === 'answered' && Setup.safeParse(setup.data).data?.state === 'configured') {
    return on('Code scanning runs by its default set-up.')
  }
  const analyses = await askRepository(client, source, '/code-scanning/analyses?per_page=1')
  if (analyses.status === 'answered') {
    return z.array(z.unknown()).parse(analyses.data).length > 0
      ? on('Code scanning has results.')
      : off('Code scanning has no results.')
  }
  if (setup.status === 'answered') return off('Code scanning is not set up.')
  if (/no analysis found|not enabled|must be enabled/i.test(analyses.message))
    return off('Code scanning is not set up.')
  return unknown('GitHub shows it only with the permission “Code scanning alerts: read”.')
}
