import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import type { GitHubClient } from '../client'
import { FreeText } from '../free-text'
import { type Asked, askRepository, mayAsk, type SignalSource } from './ask'
import { ADMINISTRATION, confidential, off, on, type Signal, unknown } from './signal'

const Status = z.object({ status: z.string() }).optional()
const Switches = z
  .object({
    dependabot_security_updates: Status,
    secret_scanning: Status,
    secret_scanning_push_protection: Status,
  })
  .nullish()
type Switches = z.infer<typeof Switches>
const Repository = z.object({ security_and_analysis: Switches })
const Setup = z.object({ state: z.string() })
const Analyses = z.array(
  z.object({ created_at: z.coerce.date(), tool: z.object({ name: FreeText.nullish() }).nullish() }),
)

/**
 * Which of GitHub's own scanners are switched on. Their switches are for administration; code scanning also shows by its
 * results. Throws AppError 'not-found' when GitHub does not show the repository itself.
 */
export async function readSecurity(
  client: GitHubClient,
  source: SignalSource,
): Promise<{ readonly dependabot: Signal; readonly codeScanning: Signal; readonly secretScanning: Signal }> {
  const [asked, codeScanning] = await Promise.all([
    askRepository(client, source, '', {}, Repository),
    readCodeScanning(client, source),
  ])
  if (asked.status !== 'answered')
    throw new AppError('not-found', `GitHub does not show ${source.owner}/${source.name}.`)
  const switches = asked.data.security_and_analysis
  return {
    dependabot: confidential(await readDependabot(client, source, switches)),
    codeScanning: confidential(codeScanning),
    secretScanning: confidential(secretScanningOf(switches)),
  }
}

function secretScanningOf(switches: Switches): Signal {
  const status = switches?.secret_scanning?.status
  if (!status) return unknown(ADMINISTRATION)
  if (status !== 'enabled') return off('Secret scanning is switched off.')
  const stopsPushes = switches?.secret_scanning_push_protection?.status === 'enabled'
  return on(`Secret scanning is switched on${stopsPushes ? ' and stops pushes' : ''}.`)
}

/** 404 is "switched off" to whoever may know, and "you may not know" to everybody else. */
async function readDependabot(client: GitHubClient, source: SignalSource, switches: Switches): Promise<Signal> {
  if (!mayAsk(source, 'administration')) return unknown(ADMINISTRATION)
  const asked = await askRepository(client, source, '/vulnerability-alerts', {}, z.unknown())
  if (asked.status === 'answered') {
    const opensUpdates = switches?.dependabot_security_updates?.status === 'enabled'
    return on(`Dependabot alerts are switched on${opensUpdates ? ', and so are its security updates' : ''}.`)
  }
  const mayKnow = switches != null || /disabled/i.test(asked.message)
  return asked.status === 'absent' && mayKnow ? off('Dependabot alerts are switched off.') : unknown(ADMINISTRATION)
}

const ALERTS =
  'GitHub shows it only to people who may push and to Apps with the permission “Code scanning alerts: read”.'

/** The default set-up, or else results for the default branch, which a workflow or another tool uploads. */
async function readCodeScanning(client: GitHubClient, source: SignalSource): Promise<Signal> {
  const setup = mayAsk(source, 'administration')
    ? await askRepository(client, source, '/code-scanning/default-setup', {}, Setup)
    : null
  if (setup?.status === 'answered' && setup.data.state === 'configured') {
    return on('Code scanning runs by its default set-up.')
  }
  if (setup && isSwitchedOff(setup)) return NOT_SET_UP
  if (!mayAsk(source, 'security_events')) return unknown(ALERTS)
  const parameters = { ref: `refs/heads/${source.defaultBranch}`, per_page: 1 }
  const analyses = await askRepository(client, source, '/code-scanning/analyses', parameters, Analyses)
  if (analyses.status !== 'answered') return isSwitchedOff(analyses) ? NOT_SET_UP : unknown(ALERTS)
  const [newest] = analyses.data
  if (!newest) return NOT_SET_UP
  return on(`${newest.tool?.name || 'A tool'} last reported on ${dateOf(newest.created_at)}.`)
}

const NOT_SET_UP = off('No code scanner has reported on the default branch.')

function isSwitchedOff(asked: Asked<unknown>): boolean {
  return asked.status !== 'answered' && /no analysis found|not enabled|must be enabled/i.test(asked.message)
}

function dateOf(date: Date): string {
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
}
